import { startSimulator, type Simulator } from '@ce/salesforce-simulator';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';
import { AuthProcess } from './auth-process.js';
import { CLIENT, greenOrg } from './simulated-org.js';

let auth: AuthHarness;
let otherOrg: Simulator;
let replicas: AuthProcess[];

beforeAll(async () => {
  auth = await AuthHarness.start();
  otherOrg = await startSimulator({ description: greenOrg({ org: { id: '00D5g00000OtherEAB', name: 'Other' } }) });
  replicas = await Promise.all([0, 1, 2].map(() => AuthProcess.start(auth.environment)));
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await otherOrg.stop();
  await auth.stop();
});

const replica = (index: number): AuthProcess => {
  const found = replicas[index];
  if (found === undefined) throw new Error('There is no such replica.');
  return found;
};

async function start(workspace: string, body: object = {}, at = 0) {
  const token = await auth.sign(workspace, ['admin']);
  const answer = await replica(at).manage('POST', '/connections', token, { environment: 'production', ...body });
  return JSON.parse(answer.text) as { connectionId: string; authorizationUrl: string };
}

async function connect(workspace: string, body: object = {}) {
  const { connectionId, authorizationUrl } = await start(workspace, body);
  return { connectionId, page: await callback(1, await auth.consent(authorizationUrl)) };
}

const callback = (at: number, query: string) => replica(at).manage('GET', `/oauth/callback?${query}`);
const stateOf = (authorizationUrl: string) => new URL(authorizationUrl).searchParams.get('state') ?? '';
const statuses = (pages: { status: number }[]) => pages.map(({ status }) => status).sort();
const connectionsOf = async (workspace: string) =>
  (await auth.call('get', '/connections', undefined, { workspace })).body as {
    connections: { connectionId: string }[];
  };

describe('an authorisation over replicas', () => {
  it('begins at one, ends at another, and is worth nothing at a third', async () => {
    const { authorizationUrl } = await start('w-three');
    const query = await auth.consent(authorizationUrl);
    const page = await callback(1, query);
    expect([page.status, page.text.includes('is connected')]).toEqual([200, true]);
    const again = await callback(2, query);
    expect([again.status, again.text.includes('was used already')]).toEqual([400, true]);
  });

  it('connects once when its callback arrives everywhere at once', async () => {
    const before = await auth.liveGrants();
    const { authorizationUrl } = await start('w-once');
    const query = await auth.consent(authorizationUrl);
    const pages = await Promise.all([0, 1, 2, 0, 1, 2].map((at) => callback(at, query)));
    expect(statuses(pages)).toEqual([200, 400, 400, 400, 400, 400]);
    expect(await auth.liveGrants()).toBe(before + 1);
  });

  it('makes one connection of two that a workspace begins to the same org, and leaves no approval over', async () => {
    const before = await auth.liveGrants();
    const [one, two] = await Promise.all([start('w-twice'), start('w-twice', {}, 1)]);
    const queries = await Promise.all([one, two].map(({ authorizationUrl }) => auth.consent(authorizationUrl)));
    const pages = await Promise.all(queries.map((query, at) => callback(at, query)));
    expect(statuses(pages)).toEqual([200, 400]);
    expect(pages.find(({ status }) => status === 400)?.text).toContain('This org is connected already');
    expect((await connectionsOf('w-twice')).connections).toHaveLength(1);
    await eventually(async () => expect(await auth.liveGrants()).toBe(before + 1));
  });

  it('belongs to the workspace that began it, whoever sends the callback', async () => {
    const { connectionId, authorizationUrl } = await start('w-mine');
    await callback(2, await auth.consent(authorizationUrl));
    expect((await connectionsOf('w-mine')).connections).toMatchObject([{ connectionId }]);
    expect((await auth.auditOf(connectionId, 'w-mine'))[0]).toMatchObject({ action: 'connected', actor: 'ann' });
  });
});

describe('a person who does not get through', () => {
  it('who presses “Deny” reads what to do, and the audit knows', async () => {
    const { connectionId, authorizationUrl } = await start('w-deny');
    const form = new URL(await auth.salesforceAddress(authorizationUrl)).searchParams;
    form.set('decision', 'deny');
    const pressed = await fetch(`${auth.simulator.url}/services/oauth2/authorize`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const page = await callback(1, new URL(pressed.headers.get('location') ?? '').searchParams.toString());
    expect(page.status).toBe(400);
    expect(page.text).toContain('access_denied: end-user denied authorization');
    expect(page.text).toContain('Approve the app when Salesforce asks');
    expect((await connectionsOf('w-deny')).connections).toEqual([]);
    expect((await auth.auditOf(connectionId, 'w-deny'))[0]).toMatchObject({
      action: 'connection-refused',
      actor: 'ann',
    });
  });

  it.each([
    ['server_error', 503, 'Wait a minute, then start connecting again'],
    ['invalid_client_id', 400, 'Check the app’s consumer key'],
    ['redirect_uri_mismatch', 400, 'Register this system’s callback address'],
    ['inactive_org', 400, 'ask Salesforce to reopen it'],
  ])('because of %s (%i) reads what to do now', async (error, status, fix) => {
    const { authorizationUrl } = await start('w-refused');
    const query = await auth.consent(authorizationUrl);
    await auth.salesforce('/oauth/refuse-next', { error, status });
    const page = await callback(1, query);
    expect([page.status, page.text.includes(fix)]).toEqual([400, true]);
    expect(page.text).not.toContain('by itself');
  });

  it('whose app hands out no refresh token is told so, and no approval is left', async () => {
    const before = await auth.liveGrants();
    const app = `/oauth/apps/${CLIENT.clientId}`;
    await auth.salesforce(app, { refreshTokenPolicy: 'expire-immediately' }, 'PATCH');
    const { page } = await connect('w-no-refresh');
    await auth.salesforce(app, { refreshTokenPolicy: 'until-revoked' }, 'PATCH');
    expect([page.status, page.text.includes('valid until revoked')]).toEqual([400, true]);
    expect(await auth.liveGrants()).toBe(before);
  });

  it.each(['', 'state=', 'state=unknown&code=x', `state=${'x'.repeat(5_000)}&code=1`, 'state=a&state=b'])(
    'with a query that means nothing sees a page and no fault: %#',
    async (query) => {
      const page = await callback(0, query);
      expect(page.status).toBe(400);
      expect(page.text).toContain('Start connecting again');
    },
  );
});

describe('reconnecting', () => {
  it('keeps id, budget, mapping, toggles and audit, by the connection’s own login host', async () => {
    const workspace = 'w-keep';
    const { connectionId } = await connect(workspace, { myDomain: auth.simulator.url });
    const budget = { cap: { calls: 777 }, reserve: { calls: 11 } };
    await auth.call('put', `/connections/${connectionId}/budget`, budget, { workspace });
    await auth.call('put', `/connections/${connectionId}/settings`, { toggles: { ownerSync: false } }, { workspace });
    const mapping = { entries: [] };
    await auth.call('put', `/connections/${connectionId}/mapping`, mapping, { workspace });
    const audited = (await auth.auditOf(connectionId, workspace)).length;
    await auth.call('delete', `/connections/${connectionId}`, undefined, { workspace });

    const token = await auth.sign(workspace, ['admin']);
    const again = await replica(0).manage('POST', '/connections', token, { connectionId });
    const { authorizationUrl } = JSON.parse(again.text) as { authorizationUrl: string };
    const address = await auth.salesforceAddress(authorizationUrl);
    expect(new URL(address).origin).toBe(auth.simulator.url);
    expect((await callback(1, await auth.consent(authorizationUrl))).status).toBe(200);

    const shown = await auth.call('get', `/connections/${connectionId}`, undefined, { workspace });
    expect(shown.body).toMatchObject({ connectionId, toggles: { ownerSync: false }, mapping });
    const kept = await auth.call('get', `/connections/${connectionId}/budget`, undefined, { workspace });
    expect(kept.body).toMatchObject({ rules: budget });
    const actions = (await auth.auditOf(connectionId, workspace)).map(({ action }) => action);
    expect(actions.slice(0, 3)).toEqual(['reconnected', 'connection-started', 'disconnected']);
    expect(actions).toHaveLength(audited + 3);
  });

  it('to another org is refused in words; the connection goes on and the other approval is given back', async () => {
    const workspace = 'w-other';
    const { connectionId } = await connect(workspace);
    const { page } = await connect(workspace, { connectionId, myDomain: otherOrg.url });
    expect(page.status).toBe(400);
    expect(page.text).toContain('This connection is to the org 00D5g00000AcmeOEAR, and you logged in to the org 00D5g');
    expect(page.text).toContain('start a new connection for the second one');
    const lease = await auth.internal('/internal/leases', { connectionId, kind: 'tasks', calls: 1 });
    expect(lease.body).toMatchObject({ kind: 'granted', instanceUrl: auth.simulator.url });
    const other = (await (await fetch(`${otherOrg.url}/simulator/oauth`)).json()) as { grants: { end: unknown }[] };
    expect(other.grants.map(({ end }) => end)).toEqual(['revoked']);
    expect((await auth.auditOf(connectionId, workspace))[0]).toMatchObject({ action: 'connection-refused' });
  });

  it('asks a new connection for its environment', async () => {
    const token = await auth.sign('w-new', ['admin']);
    expect((await replica(0).manage('POST', '/connections', token, {})).status).toBe(400);
  });
});

describe('two workspaces with one org', () => {
  it('have a connection, tokens and a budget each', async () => {
    const [one, two] = [await connect('w-left'), await connect('w-right')];
    expect([one.page.status, two.page.status]).toEqual([200, 200]);
    expect(one.connectionId).not.toBe(two.connectionId);
    await auth.call('delete', `/connections/${one.connectionId}`, undefined, { workspace: 'w-left' });
    const lease = { kind: 'tasks', calls: 1, refusedGeneration: 1, connectionId: two.connectionId };
    expect((await auth.internal('/internal/leases', lease)).body).toMatchObject({ kind: 'granted', generation: 2 });
    const seen = await auth.call('get', `/connections/${one.connectionId}`, undefined, { workspace: 'w-right' });
    expect(seen.status).toBe(404);
  });
});

describe('the state', () => {
  it('is nowhere in the database, and neither is the verifier', async () => {
    const { authorizationUrl } = await start('w-state');
    const address = new URL(await auth.salesforceAddress(authorizationUrl));
    const rows = await auth.sql<{ row: string }>(
      'select authorization_request::text as row from authorization_request',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ row }) => row).join()).not.toContain(stateOf(authorizationUrl));
    expect(address.searchParams.get('code_challenge_method')).toBe('S256');
    expect(address.searchParams.get('state')).toBe(stateOf(authorizationUrl));
  });
});
