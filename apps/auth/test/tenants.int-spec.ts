import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';

let auth: AuthHarness;
let connectionId: string;
beforeAll(async () => {
  auth = await AuthHarness.start();
  ({ connectionId } = await auth.connect());
});
afterAll(() => auth.stop());

const mapping = { entries: [] };
const budget = { cap: { calls: 5 }, reserve: { calls: 0 } };

describe('another workspace', () => {
  it.each([
    ['get', '', undefined],
    ['delete', '', undefined],
    ['put', '/mapping', mapping],
    ['put', '/settings', { toggles: {} }],
    ['get', '/preflight', undefined],
    ['post', '/preflight', {}],
    ['get', '/budget', undefined],
    ['put', '/budget', budget],
  ] as const)('finds nothing: %s %s', async (method, path, body) => {
    const answer = await auth.call(method, `/connections/${connectionId}${path}`, body, { workspace: 'w2' });
    expect(answer.status).toBe(404);
  });

  it('can neither list nor reconnect, nor read the audit', async () => {
    const other = { workspace: 'w2' };
    expect((await auth.call('get', '/connections', undefined, other)).body).toEqual({ connections: [] });
    const start = await auth.call('post', '/connections', { connectionId, environment: 'production' }, other);
    expect(start.status).toBe(404);
    expect((await auth.call('get', '/audit', undefined, other)).body).toEqual({ entries: [], next: null });
  });
});

describe('roles', () => {
  it.each([
    ['post', '/connections', { environment: 'production' }, 'operator'],
    ['delete', '/connections/x', undefined, 'operator'],
    ['put', '/connections/x/mapping', mapping, 'operator'],
    ['put', '/connections/x/budget', budget, 'operator'],
    ['get', '/audit', undefined, 'operator'],
    ['post', '/connections/x/preflight', {}, 'viewer'],
  ] as const)('%s %s is not for %4$s', async (method, path, body, role) => {
    expect((await auth.call(method, path, body, { roles: [role] })).status).toBe(403);
  });

  it('leases are for our own services alone', async () => {
    const request = { connectionId, kind: 'tasks', calls: 1 };
    expect((await auth.call('post', '/internal/leases', request)).status).toBe(401);
    expect((await auth.internal('/internal/leases', request)).status).toBe(200);
  });
});
