import { generateKeyPairSync } from 'node:crypto';
import { leaseAnswer } from '@ce/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';
import { ADMIN, CALLBACK, CLIENT, greenOrg } from './simulated-org.js';

const ORG = '00D5g00000AcmeOEAR';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherCertificate = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();
const own = { clientId: 'own-app', clientSecret: 'own-secret' };
let auth: AuthHarness;

beforeAll(async () => {
  const certificate = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const shared = { callbackUrls: [CALLBACK], clientCredentialsUser: ADMIN };
  auth = await AuthHarness.start(
    greenOrg({
      connectedApps: [
        { name: 'CE', ...CLIENT, ...shared, certificate, permittedUsers: 'admin-approved', approvedUsers: [ADMIN] },
        { name: 'Own', ...own, ...shared },
      ],
    }),
    {
      OAUTH_JWT_PRIVATE_KEY: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      SERVER_TO_SERVER_GRANTS: `w1=${ORG},w2=00D5g00000Other`,
    },
  );
});
afterAll(() => auth.stop());

const connect = (body: object, workspace = 'w1') =>
  auth.call('post', '/connections/server-to-server', { environment: 'production', ...body }, { workspace });

/** As an administrator changes the app; the next test finds it as it was. */
const changeApp = (app: object) => auth.salesforce(`/oauth/apps/${CLIENT.clientId}`, app, 'PATCH');
afterEach(() =>
  changeApp({
    certificate: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    approvedUsers: [ADMIN],
    jwtAudiences: undefined,
    blocked: false,
    ipRestricted: false,
  }),
);

const jwt = (username = ADMIN) => ({ flow: 'jwt-bearer', username, myDomain: auth.simulator.url });

describe('JWT bearer', () => {
  let connectionId: string;

  it('connects without a person, and asks for the next token in the same way', async () => {
    const answer = await connect(jwt());
    expect(answer.status).toBe(201);
    ({ connectionId } = (answer.body as { connection: { connectionId: string } }).connection);
    expect(answer.body).toMatchObject({
      connection: { flow: 'jwt-bearer', orgId: ORG },
      preflight: { checks: expect.any(Array) as unknown[] },
    });
    const lease = await auth.internal('/internal/leases', {
      connectionId,
      kind: 'tasks',
      calls: 1,
      refusedGeneration: 1,
    });
    expect(leaseAnswer.parse(lease.body)).toMatchObject({ kind: 'granted', generation: 2 });
  });

  it.each([
    ['an unknown user', {}, 'nobody@acme.test', "hasn't approved", 'Approve the app'],
    ['a user that is not approved', { approvedUsers: [] }, ADMIN, "hasn't approved", 'Approve the app'],
    ['another certificate', { certificate: otherCertificate }, ADMIN, 'invalid assertion', 'Upload the certificate'],
    ['an audience of another kind of org', { jwtAudiences: ['https://x'] }, ADMIN, 'Audience', 'login host'],
    ['a blocked app', { blocked: true }, ADMIN, 'OAUTH_APP_BLOCKED', 'Unblock'],
    ['a restricted network', { ipRestricted: true }, ADMIN, 'ip restricted', 'IP ranges'],
  ])('says what Salesforce refused and how to mend it: %s', async (_, app, username, reason, fix) => {
    await changeApp(app);
    const answer = await connect(jwt(username));
    expect(answer.status).toBe(422);
    const { detail, fix: said } = answer.body as { detail: string; fix: string };
    expect(detail).toContain(reason);
    expect(said).toContain(fix);
  });

  it('names the login host as its audience, also when it is asked of a My Domain', async () => {
    await changeApp({ jwtAudiences: [auth.simulator.url] });
    const myDomain = auth.simulator.url.replace('127.0.0.1', 'localhost');
    const answer = await connect({ ...jwt(), myDomain, connectionId });
    expect([answer.status, (answer.body as { detail?: string }).detail]).toEqual([201, undefined]);
  });

  it('is refused to a workspace that was not granted this org', async () => {
    for (const workspace of ['w2', 'w3']) {
      const answer = await connect(jwt(), workspace);
      expect(answer.status).toBe(422);
      expect((answer.body as { fix: string }).fix).toContain('SERVER_TO_SERVER_GRANTS');
      expect((await auth.call('get', '/connections', undefined, { workspace })).body).toEqual({ connections: [] });
    }
  });
});

describe('client credentials', () => {
  it('connect any workspace that holds the secret of the customer’s own app, and seal it', async () => {
    const answer = await connect({ flow: 'client-credentials', myDomain: auth.simulator.url, client: own }, 'w9');
    expect(answer.status).toBe(201);
    const { connectionId } = (answer.body as { connection: { connectionId: string } }).connection;
    const lease = await auth.internal('/internal/leases', {
      connectionId,
      kind: 'tasks',
      calls: 1,
      refusedGeneration: 1,
    });
    expect(leaseAnswer.parse(lease.body)).toMatchObject({ kind: 'granted', generation: 2 });
    const [row] = await auth.sql<{ all: string }>('select token::text as all from token where connection_id = $1', [
      connectionId,
    ]);
    expect(row?.all).not.toContain(own.clientSecret);
  });

  it('are refused with a wrong secret', async () => {
    const client = { ...own, clientSecret: 'wrong' };
    const answer = await connect({ flow: 'client-credentials', myDomain: auth.simulator.url, client }, 'w8');
    expect(answer.status).toBe(422);
    expect((answer.body as { detail: string }).detail).toContain('Salesforce gave no token');
  });

  it('are asked of a My Domain alone, and say when the app has no user to run as', async () => {
    const shared = await connect({ flow: 'client-credentials', myDomain: 'login.salesforce.com', client: own }, 'w7');
    expect(shared.body).toMatchObject({ status: 422, fix: 'Give the org’s My Domain.' });
    await auth.salesforce(`/oauth/apps/${own.clientId}`, { clientCredentialsUser: 'nobody' }, 'PATCH');
    const answer = await connect({ flow: 'client-credentials', myDomain: auth.simulator.url, client: own }, 'w7');
    expect(answer.body).toMatchObject({ status: 422, fix: expect.stringContaining('runs as') as string });
  });
});
