import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';

let auth: AuthHarness;
beforeAll(async () => {
  auth = await AuthHarness.start();
});
afterAll(() => auth.stop());

const authorize = async (body: object = {}, workspace = 'w1') => {
  const answer = await auth.call('post', '/connections', { environment: 'production', ...body }, { workspace });
  return answer.body as { connectionId: string; authorizationUrl: string };
};

describe('connecting an org', () => {
  it.each([
    ['w-<i>', 401, 'letters, digits'],
    ['*', 403, 'speaks for every one'],
  ])(
    'is refused at once to tokens of the workspace %s, which no connection can have',
    async (workspace, status, said) => {
      for (const [path, body] of [
        ['/connections', { environment: 'production' }],
        ['/connections/server-to-server', { environment: 'production', flow: 'jwt-bearer', username: 'ann@acme.test' }],
      ] as const) {
        const answer = await auth.call('post', path, body, { workspace });
        expect([answer.status, (answer.body as { detail: string }).detail]).toEqual([
          status,
          expect.stringContaining(said),
        ]);
      }
      expect(await auth.sql('select 1 from authorization_request')).toEqual([]);
    },
  );

  it('goes from the request to a published connection, without a secret anywhere', async () => {
    const { connectionId, page } = await auth.connect();
    expect([page.status, page.type]).toEqual([200, 'text/html']);
    expect(page.text).toContain('Acme &lt;b&gt;Corp&lt;/b&gt; is connected');

    const shown = await auth.call('get', `/connections/${connectionId}`);
    expect(shown.body).toMatchObject({
      connectionId,
      orgId: '00D5g00000AcmeOEAR',
      health: 'connected',
      packageVariants: { Lead: 'managed-v2', Contact: 'managed-v2' },
      activityEventIdField: 'sixsense_ce__event_id__c',
      version: 1,
    });
    const events = await auth.published(connectionId);
    expect(events).toMatchObject([{ connectionId, workspaceId: 'w1', health: 'connected', version: 1 }]);

    const [token] = await auth.sql<Record<string, string>>('select * from token where connection_id = $1', [
      connectionId,
    ]);
    expect(token?.['sealed_access_token']).toMatch(/^k1\./);
    const [stored] = await auth.sql<{ text: string }>(
      `select string_agg(t::text, ' ') as text from (select connection::text as t from connection
       union all select token::text from token union all select audit_entry::text from audit_entry
       union all select value from bus.log) all_rows`,
    );
    const lease = await auth.internal('/internal/leases', { connectionId, kind: 'tasks', calls: 1 });
    const { accessToken } = lease.body as { accessToken: string };
    expect(accessToken.length).toBeGreaterThan(20);
    expect(stored?.text).not.toContain(accessToken);
  });

  it('ends in another process than it began, once, and no longer than ten minutes', async () => {
    const { authorizationUrl } = await authorize({}, 'w-once');
    const query = await auth.consent(authorizationUrl);
    await auth.restart();
    expect((await auth.callback(query)).status).toBe(200);
    const again = await auth.callback(query);
    expect(again.status).toBe(400);
    expect(again.text).toContain('was used already');

    const late = await authorize({}, 'w-late');
    const lateQuery = await auth.consent(late.authorizationUrl);
    await auth.sql(`update authorization_request set expires_at = now() - interval '1 second'`);
    expect((await auth.callback(lateQuery)).status).toBe(400);
    expect(
      (await auth.call('get', `/connections/${late.connectionId}`, undefined, { workspace: 'w-late' })).status,
    ).toBe(404);
  });

  it('refuses a code without the verifier that belongs to it', async () => {
    const [one, other] = [await authorize({}, 'w-a'), await authorize({}, 'w-b')];
    const code = new URLSearchParams(await auth.consent(one.authorizationUrl)).get('code') ?? '';
    await auth.salesforceAddress(other.authorizationUrl);
    const state = new URL(other.authorizationUrl).searchParams.get('state') ?? '';
    const page = await auth.callback(new URLSearchParams({ code, state }).toString());
    expect(page.status).toBe(400);
    expect(page.text).toContain('Start the connection again');
  });

  it('says in words what Salesforce refused, escaped', async () => {
    const { authorizationUrl } = await authorize({}, 'w-denied');
    const state = new URL(await auth.salesforceAddress(authorizationUrl)).searchParams.get('state') ?? '';
    const page = await auth.callback(
      new URLSearchParams({ error: 'access_denied', error_description: '<script>x</script>', state }).toString(),
    );
    expect(page.status).toBe(400);
    expect(page.text).toContain('Approve the app when Salesforce asks');
    expect(page.text).not.toContain('<script>');
  });

  it('reconnects under the same id, with the next version, and gives the former approval back', async () => {
    const { connectionId } = await auth.connect({}, { workspace: 'w-again' });
    await auth.call(
      'put',
      `/connections/${connectionId}/settings`,
      { toggles: { ownerSync: false } },
      { workspace: 'w-again' },
    );
    const before = await liveGrants();
    await auth.connect({ connectionId }, { workspace: 'w-again' });
    expect(await liveGrants()).toBe(before);
    const shown = await auth.call('get', `/connections/${connectionId}`, undefined, { workspace: 'w-again' });
    expect(shown.body).toMatchObject({ connectionId, version: 3, toggles: { ownerSync: false } });
  });

  it('refuses the same org a second time, and a sandbox that is none', async () => {
    const twice = await auth.connect();
    expect(twice.page.text).toContain('This org is connected already');
    const sandbox = await auth.connect({ environment: 'sandbox' }, { workspace: 'w-sandbox' });
    expect(sandbox.page.text).toContain('this is a production org');
  });

  it('refuses an address that is not Salesforce’s before anything leaves', async () => {
    const answer = await auth.call('post', '/connections', { environment: 'production', myDomain: 'evil.example' });
    expect(answer.status).toBe(400);
    expect((answer.body as { fix: string }).fix).toContain('my.salesforce.com');
  });
});

async function liveGrants(): Promise<number> {
  const answer = await fetch(`${auth.simulator.url}/simulator/oauth`);
  const { grants } = (await answer.json()) as { grants: { end: unknown }[] };
  return grants.filter(({ end }) => end === null).length;
}
