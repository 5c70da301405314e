import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RevokeTokens } from '../src/revoke-tokens/revoke-tokens.js';
import { AuthHarness } from './auth-harness.js';
import { AuthProcess } from './auth-process.js';
import { SalesforceGate } from './salesforce-gate.js';

let auth: AuthHarness;
let gate: SalesforceGate;
beforeAll(async () => {
  auth = await AuthHarness.start(undefined, { OAUTH_TIMEOUT_MS: '1500' });
  gate = await SalesforceGate.before(auth.simulator.url);
});
afterAll(async () => {
  await gate.close();
  await auth.stop();
});

const due = () => auth.sql(`update pending_revocation set next_attempt_at = now()`);
const pending = () => auth.sql<{ row: string }>('select pending_revocation::text as row from pending_revocation');
const actions = async (connectionId: string, workspace: string) =>
  (await auth.auditOf(connectionId, workspace)).map(({ action, detail }) => `${action}: ${detail}`);

describe('disconnecting while Salesforce is away', () => {
  it('erases the tokens at once, says so, and revokes when Salesforce is back', async () => {
    const workspace = 'w-away';
    const { connectionId } = await auth.connect({ myDomain: gate.url }, { workspace });
    gate.goAway(true);
    const answer = await auth.call('delete', `/connections/${connectionId}`, undefined, { workspace });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ health: 'disconnected', revoked: false });
    expect((answer.body as { fix: string }).fix).toContain('Connected Apps OAuth Usage');
    expect(
      await auth.sql('select 1 from token where connection_id = $1 and sealed_refresh_token is not null', [
        connectionId,
      ]),
    ).toEqual([]);
    const lease = await auth.internal('/internal/leases', { connectionId, kind: 'tasks', calls: 1 });
    expect(lease.body).toMatchObject({ kind: 'unavailable' });

    expect(await auth.liveGrants()).toBe(1);
    expect(await auth.get(RevokeTokens).revokeDue()).toBe(0);
    gate.goAway(false);
    await due();
    expect(await auth.get(RevokeTokens).revokeDue()).toBe(1);
    expect(await auth.liveGrants()).toBe(0);
    expect(await pending()).toEqual([]);
    expect((await actions(connectionId, workspace)).slice(0, 3)).toEqual([
      'revocation-delayed: Salesforce revoked a token at attempt 2.',
      'revocation-delayed: Salesforce did not answer the revocation of a token; it is tried again.',
      'disconnected: Disconnected the org 00D5g00000AcmeOEAR.',
    ]);
  });

  it('gives up when the token has ended by itself', async () => {
    const workspace = 'w-long';
    const { connectionId } = await auth.connect({ myDomain: gate.url }, { workspace });
    gate.goAway(true);
    await auth.call('delete', `/connections/${connectionId}`, undefined, { workspace });
    await due();
    await auth.sql(`update pending_revocation set created_at = now() - interval '31 days'`);
    await auth.get(RevokeTokens).revokeDue();
    gate.goAway(false);
    expect(await pending()).toEqual([]);
    expect((await actions(connectionId, workspace))[0]).toContain('ended by its idle limit');
    await auth.salesforce('/oauth/revoke-grants');
  });

  it('does not come twice: a connection without tokens has nothing to revoke', async () => {
    const workspace = 'w-again';
    const { connectionId } = await auth.connect({}, { workspace });
    for (let round = 0; round < 2; round += 1) {
      const answer = await auth.call('delete', `/connections/${connectionId}`, undefined, { workspace });
      expect(answer.body).toEqual({ connectionId, health: 'disconnected', revoked: true });
    }
  });
});

describe('a process killed after it erased the tokens and before Salesforce was asked', () => {
  it('leaves the revocation to the others', async () => {
    const workspace = 'w-killed';
    const { connectionId } = await auth.connect({ myDomain: gate.url }, { workspace });
    gate.goAway(true);
    const doomed = await AuthProcess.start(auth.environment);
    const asked = doomed
      .manage('DELETE', `/connections/${connectionId}`, await auth.sign(workspace, ['admin']))
      .catch(() => undefined);
    await eventually(async () => expect(await pending()).toHaveLength(1));
    await doomed.kill();
    await asked;
    gate.goAway(false);
    expect(await auth.liveGrants()).toBe(1);
    await due();
    const other = await AuthProcess.start({ ...auth.environment, UPKEEP_SECONDS: '1' });
    await eventually(async () => expect(await auth.liveGrants()).toBe(0));
    await eventually(async () => expect(await pending()).toEqual([]));
    await other.stop();
  });
});
