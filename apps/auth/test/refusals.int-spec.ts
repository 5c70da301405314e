import { leaseAnswer } from '@ce/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';
import { SalesforceGate } from './salesforce-gate.js';
import { ADMIN, CLIENT } from './simulated-org.js';

let auth: AuthHarness;
let gate: SalesforceGate;
let connectionId: string;
let count = 0;
const workspace = () => `w${count}`;

beforeAll(async () => {
  auth = await AuthHarness.start(undefined, { OAUTH_TIMEOUT_MS: '2000' });
  gate = await SalesforceGate.before(auth.simulator.url);
});
afterAll(async () => {
  await gate.close();
  await auth.stop();
});
beforeEach(async () => {
  count += 1;
  ({ connectionId } = await auth.connect({ myDomain: gate.url }, { workspace: workspace() }));
});
afterEach(async () => {
  gate.goAway(false);
  await auth.salesforce('/faults', {}, 'DELETE');
  await auth.salesforce(`/oauth/users/${ADMIN}`, { active: true, frozen: false }, 'PATCH');
  const asBefore = { ...CLIENT, blocked: false, ipRestricted: false, refreshTokenPolicy: 'until-revoked' };
  await auth.salesforce(
    `/oauth/apps/${CLIENT.clientId}`,
    { ...asBefore, permittedUsers: 'all-may-authorize' },
    'PATCH',
  );
  await auth.call('delete', `/connections/${connectionId}`, undefined, { workspace: workspace() });
});

async function lease(refusedGeneration?: number, connection = connectionId) {
  const request = { connectionId: connection, kind: 'do-not-contact', calls: 1, refusedGeneration };
  return leaseAnswer.parse((await auth.internal('/internal/leases', request)).body);
}

async function shown(connection = connectionId, of = workspace()) {
  const answer = await auth.call('get', `/connections/${connection}`, undefined, { workspace: of });
  return answer.body as { health: string; healthReason: string | null; healthFix: string | null };
}

type Health = 'connected' | 'degraded' | 'reconnect-needed';

/** What a caller, an administrator and the audit are told, and that nobody asks Salesforce again at once. */
async function expectRefused(health: Health, fix: RegExp, reason: string): Promise<void> {
  const answer = await lease(1);
  expect(answer).toMatchObject({
    kind: 'unavailable',
    reason: expect.stringContaining(reason) as string,
    fix: expect.stringMatching(fix) as string,
  });
  const state = await shown();
  expect(state.health).toBe(health);
  if (health !== 'connected') expect(state.healthFix).toMatch(fix);
  const action = health === 'reconnect-needed' ? 'reconnect-needed' : 'refresh-failed';
  const [entry] = await auth.auditOf(connectionId, workspace());
  expect(entry).toMatchObject({ action, actor: 'auth', detail: expect.stringContaining(reason) as string });
  const before = await auth.refreshes();
  expect((await lease(1)).kind).toBe('unavailable');
  expect(await auth.refreshes()).toEqual(before);
}

/** salesforce-api.md §1.4, row by row; then what the flows of §1.2 and §1.5 add. */
const answers: [string, string, number, Health, RegExp][] = [
  ['invalid_grant', 'expired access/refresh token', 400, 'reconnect-needed', /Reconnect/],
  ['invalid_grant', 'inactive user', 400, 'degraded', /Activate the connected user/],
  ['invalid_grant', 'ip restricted', 400, 'degraded', /network addresses/],
  ['invalid_grant', 'authentication failure', 400, 'reconnect-needed', /Reconnect/],
  ['invalid_grant', 'authentication failure - Invalid Password', 400, 'reconnect-needed', /Reconnect/],
  ['invalid_client_id', 'client identifier invalid', 400, 'connected', /consumer key/],
  ['invalid_client', 'invalid client credentials', 400, 'degraded', /consumer secret/],
  ['unsupported_grant_type', 'grant type not supported', 400, 'degraded', /maintainers/],
  ['invalid_request', 'missing required parameter: grant_type', 400, 'degraded', /maintainers/],
  ['OAUTH_APP_BLOCKED', 'this app is blocked by admin', 400, 'degraded', /Unblock/],
  ['inactive_org', 'organization is locked, closed, or suspended', 400, 'degraded', /locked or closed/],
  ['rate_limit_exceeded', 'login rate exceeded', 400, 'connected', /by itself/],
  ['server_error', 'try later', 503, 'connected', /by itself/],
  ['invalid_app_access', 'user is not admin approved to access this app', 400, 'degraded', /Approve the app/],
  ['something_new', 'never heard of', 400, 'degraded', /Reconnect/],
];

describe('what Salesforce may answer to a refresh', () => {
  it.each(answers)('%s “%s” (%i): the connection is %s', async (error, description, status, health, fix) => {
    await auth.salesforce('/oauth/refuse-next', { error, description, status });
    await expectRefused(health, fix, `${error}: ${description}`);
  });

  it('a page instead of an answer: it passes by itself', async () => {
    const fault = { effect: { type: 'html', status: 503 }, kinds: ['oauth'], times: 1 };
    await auth.salesforce('/faults', fault);
    await expectRefused('connected', /by itself/, 'HTTP_503');
  });

  it('nothing at all: it passes by itself, and people are told when it does not', async () => {
    gate.goAway(true);
    await expectRefused('connected', /by itself/, 'NO_ANSWER');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await auth.sql('update token set retry_at = now() where connection_id = $1', [connectionId]);
      await lease(1);
    }
    expect(await shown()).toMatchObject({ health: 'degraded' });
    const actions = (await auth.auditOf(connectionId, workspace())).map(({ action }) => action);
    expect(actions.filter((action) => action === 'refresh-failed')).toHaveLength(1);
    gate.goAway(false);
    await auth.sql('update token set retry_at = now() where connection_id = $1', [connectionId]);
    expect((await lease(1)).kind).toBe('granted');
    expect(await shown()).toMatchObject({ health: 'connected', healthReason: null });
    expect((await auth.auditOf(connectionId, workspace()))[0]).toMatchObject({ action: 'refresh-recovered' });
  });
});

/** The same states as an administrator brings them about, answered by the rules of the org and not by order. */
const acts: [string, string, object, Health, string][] = [
  ['deactivates the user', `/oauth/users/${ADMIN}`, { active: false }, 'degraded', 'inactive user'],
  ['freezes the user', `/oauth/users/${ADMIN}`, { frozen: true }, 'reconnect-needed', 'authentication failure'],
  ['blocks the app', `/oauth/apps/${CLIENT.clientId}`, { blocked: true }, 'degraded', 'OAUTH_APP_BLOCKED'],
  ['restricts the app’s IP', `/oauth/apps/${CLIENT.clientId}`, { ipRestricted: true }, 'degraded', 'ip restricted'],
  ['changes the secret', `/oauth/apps/${CLIENT.clientId}`, { clientSecret: 'new' }, 'degraded', 'invalid_client'],
  [
    'lets approved users alone use the app',
    `/oauth/apps/${CLIENT.clientId}`,
    { permittedUsers: 'admin-approved' },
    'degraded',
    'invalid_app_access',
  ],
  [
    'lets refresh tokens expire at once',
    `/oauth/apps/${CLIENT.clientId}`,
    { refreshTokenPolicy: 'expire-immediately' },
    'reconnect-needed',
    'expired access/refresh token',
  ],
];

describe('when an administrator', () => {
  it.each(acts)('%s, the refresh says so', async (_, path, change, health, reason) => {
    await auth.salesforce(path, change, 'PATCH');
    await expectRefused(health, /./, reason);
  });

  it('revokes the approval, the refresh says so', async () => {
    await auth.salesforce('/oauth/revoke-grants');
    await expectRefused('reconnect-needed', /Reconnect/, 'expired access/refresh token');
  });
});

describe('a refused refresh on a connection with another problem', () => {
  it('answers what the refresh failed with, and not the other problem', async () => {
    await auth.sql(
      `update connection set health = 'degraded', health_reason = 'No reports.', health_fix = 'Run Reports.' where id = $1`,
      [connectionId],
    );
    await auth.salesforce('/oauth/refuse-next', { error: 'rate_limit_exceeded', description: 'login rate exceeded' });
    expect(await lease(1)).toMatchObject({ reason: expect.stringContaining('login rate') as string });
    expect(await shown()).toMatchObject({ healthReason: 'No reports.' });
  });
});

describe('the sixth approval of one Salesforce user', () => {
  it('displaces the first, which says why and how to be rid of it', async () => {
    const others = [1, 2, 3, 4, 5].map((index) => `${workspace()}-${index}`);
    const connected: string[] = [];
    for (const other of others) connected.push((await auth.connect({}, { workspace: other })).connectionId);
    expect(await shown(connected[4], others[4])).toMatchObject({
      health: 'degraded',
      healthReason: expect.stringContaining('serves 6 connection(s)') as string,
    });
    expect(await lease(1)).toMatchObject({
      kind: 'unavailable',
      fix: expect.stringContaining('user of its own') as string,
    });
    expect((await shown()).healthReason).toContain('a newer one has probably displaced it');
    for (const [index, id] of connected.entries()) {
      await auth.call('delete', `/connections/${id}`, undefined, { workspace: others[index] ?? '' });
    }
  });
});

describe('an org that refuses every new token', () => {
  it('is not asked for tokens for ever: ten renewals, then a pause that says why', async () => {
    const before = await auth.refreshes();
    let generation = 1;
    for (let attempt = 0; attempt < 14; attempt += 1) {
      const answer = await lease(generation);
      if (answer.kind === 'granted') generation = answer.generation;
    }
    expect(await auth.refreshes()).toEqual({ ...before, granted: before.granted + 10 });
    expect(await lease(generation)).toMatchObject({
      kind: 'unavailable',
      fix: expect.stringContaining('session settings') as string,
    });
    expect(await shown()).toMatchObject({ health: 'degraded' });
    await auth.sql(
      `update token set retry_at = now(), refreshed_at = now() - interval '10 minutes' where connection_id = $1`,
      [connectionId],
    );
    expect((await lease(generation)).kind).toBe('granted');
    expect(await shown()).toMatchObject({ health: 'connected' });
  });
});
