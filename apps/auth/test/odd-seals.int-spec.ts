import { randomBytes } from 'node:crypto';
import { inTransaction } from '@ce/database';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RevokeTokens } from '../src/revoke-tokens/revoke-tokens.js';
import { ResealSecrets } from '../src/seal-secrets/reseal-secrets.js';
import { AuthHarness } from './auth-harness.js';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [first, second] = [key('k1'), key('k2')];
let auth: AuthHarness;
beforeAll(async () => {
  auth = await AuthHarness.start(undefined, { SEALING_KEYS: first });
});
afterAll(() => auth.stop());

async function begin(workspace: string): Promise<string> {
  const answer = await auth.call('post', '/connections', { environment: 'production' }, { workspace });
  return auth.consent((answer.body as { authorizationUrl: string }).authorizationUrl);
}

/** Another letter somewhere in the sealed text. */
const spoilt = (column: string) => `overlay(${column} placing
  case substr(${column}, length(${column}) - 5, 1) when 'A' then 'B' else 'A' end from length(${column}) - 5)`;

it('an answer of Salesforce whose verifier does not open shows a page that says to start again', async () => {
  const query = await begin('w-odd');
  const before = await auth.liveGrants();
  await auth.sql(`update authorization_request set sealed_verifier = 'gone' || substr(sealed_verifier, 3)`);
  const page = await auth.callback(query);
  expect([page.status, page.type]).toEqual([400, 'text/html']);
  expect(page.text).toContain('Start connecting again');
  expect(await auth.liveGrants()).toBe(before);
  expect((await auth.callback(query)).status).toBe(400);
});

it('a fault on our side shows a page, too', async () => {
  const query = await begin('w-fault');
  await auth.sql('alter table authorization_request rename to away');
  const page = await auth.callback(query);
  await auth.sql('alter table away rename to authorization_request');
  expect([page.status, page.type]).toEqual([400, 'text/html']);
  expect(page.text).toContain('fault on our side');
  expect((await auth.callback(query)).status).toBe(200);
});

it('a revocation that does not open keeps no other from its turn', async () => {
  const revocations = auth.get(RevokeTokens);
  const due = { connectionId: 'con-1', workspaceId: 'w-r', loginUrl: auth.simulator.url };
  const [odd, sound] = await inTransaction(auth.get(DataSource), async (manager) => [
    await revocations.plan(manager, { ...due, token: 'a-token-that-does-not-open' }),
    await revocations.plan(manager, { ...due, token: 'a-token-that-opens' }),
  ]);
  await auth.sql(`update pending_revocation set sealed_token = ${spoilt('sealed_token')} where id = $1`, [odd]);
  await auth.sql(`update pending_revocation set next_attempt_at = now() - interval '1 hour' where id = $1`, [odd]);
  await auth.sql(`update pending_revocation set next_attempt_at = now() where id = $1`, [sound]);
  expect(await revocations.revokeDue()).toBe(1);
  expect(await auth.sql('select id from pending_revocation')).toEqual([{ id: odd }]);
});

it('a value that does not open keeps no other from being sealed under the next key', async () => {
  const spoiltOne = (await auth.connect({}, { workspace: 'w-s1' })).connectionId;
  for (const workspace of ['w-s2', 'w-s3']) await auth.connect({}, { workspace });
  await auth.sql(`update token set sealed_access_token = ${spoilt('sealed_access_token')} where connection_id = $1`, [
    spoiltOne,
  ]);
  await auth.restart({ SEALING_KEYS: `${second},${first}` });
  await auth.get(ResealSecrets).reseal();
  const rows = await auth.sql<{ id: string; key: string }>(
    `select connection_id as id, split_part(sealed_access_token, '.', 1) as key from token
     where sealed_access_token is not null`,
  );
  expect(rows.filter((row) => row.key === 'k1').map((row) => row.id)).toEqual([spoiltOne]);
  expect(rows.filter((row) => row.key === 'k2').length).toBeGreaterThanOrEqual(2);
});
