import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { forecastAnswer } from '../src/forecast-usage/forecast-answer.js';
import { preflightAnswer } from '../src/inspect-org/preflight-answer.js';
import { connectionAnswer, connectionsAnswer } from '../src/list-connections/connection-answer.js';
import { budgetAnswer } from '../src/set-budget/budget-answer.js';
import { AuthHarness } from './auth-harness.js';
import { ADMIN, CALLBACK, CLIENT, greenOrg } from './simulated-org.js';

let auth: AuthHarness;
let path: string;
beforeAll(async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const app = {
    name: 'CE',
    ...CLIENT,
    callbackUrls: [CALLBACK],
    autoApprove: true,
    autoApproveUser: ADMIN,
    certificate: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  auth = await AuthHarness.start(greenOrg({ connectedApps: [app] }), {
    OAUTH_JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    SERVER_TO_SERVER_GRANTS: 'w-jwt=00D5g00000AcmeOEAR',
  });
  path = `/connections/${(await auth.connect()).connectionId}`;
});
afterAll(() => auth.stop());

/** Parsing leaves out what the schema does not name, so equality says that nothing is undescribed. */
function expectDescribed(schema: z.ZodType, body: unknown): void {
  expect(schema.parse(body)).toEqual(body);
}

it('the answers are as described', async () => {
  expectDescribed(connectionAnswer, (await auth.call('get', path)).body);
  expectDescribed(connectionsAnswer, (await auth.call('get', '/connections')).body);
  expectDescribed(preflightAnswer, (await auth.call('get', `${path}/preflight`)).body);
  expectDescribed(preflightAnswer, (await auth.call('post', `${path}/preflight`, {})).body);
  expectDescribed(budgetAnswer, (await auth.call('get', `${path}/budget`)).body);
  // Too little for a preflight, so that some kinds are exhausted.
  const rules = { cap: { calls: 1 }, reserve: { share: 0.5 } };
  expectDescribed(budgetAnswer, (await auth.call('put', `${path}/budget`, rules)).body);
  const plan = { campaigns: 1, contactsPerCampaign: 1, emailsPerContact: 1 };
  expectDescribed(forecastAnswer, (await auth.call('post', '/forecasts', plan)).body);
  const connectionId = path.split('/').at(-1);
  expectDescribed(forecastAnswer, (await auth.call('post', '/forecasts', { ...plan, connectionId })).body);
  const jwt = { environment: 'production', flow: 'jwt-bearer', username: ADMIN };
  const server = await auth.call('post', '/connections/server-to-server', jwt, { workspace: 'w-jwt' });
  expect(server.status).toBe(201);
  const { connection, preflight } = server.body as { connection: unknown; preflight: unknown };
  expectDescribed(connectionAnswer, connection);
  expectDescribed(preflightAnswer, preflight);
});
