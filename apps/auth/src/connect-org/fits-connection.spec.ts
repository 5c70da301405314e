import { describe, expect, it } from 'vitest';
import { fitsConnection, fitsEnvironment } from './fits-connection.js';

const wanted = { connectionId: 'c1', workspaceId: 'w1', environment: 'production', flow: 'web-server' } as const;
const set = { organizationId: '00DA', refreshToken: 'r' };
const existing = { id: 'c1', workspaceId: 'w1', orgId: '00DA' };

describe('fitsConnection', () => {
  it('takes a new org, and the same org again', () => {
    expect(fitsConnection(wanted, set, null, null)).toBeNull();
    expect(fitsConnection(wanted, set, existing, existing)).toBeNull();
  });

  it('refuses an approval that cannot be renewed, where a person gave it', () => {
    const brief = { ...set, refreshToken: null };
    expect(fitsConnection(wanted, brief, null, null)?.fix).toContain('refresh_token');
    expect(fitsConnection({ ...wanted, flow: 'jwt-bearer' }, brief, null, null)).toBeNull();
  });

  it('refuses another org on a connection, an org that is connected already, and another workspace', () => {
    expect(fitsConnection(wanted, set, { ...existing, orgId: '00DB' }, null)?.detail).toContain('00DB');
    expect(fitsConnection({ ...wanted, connectionId: 'c2' }, set, null, existing)?.fix).toContain('Reconnect c1');
    expect(fitsConnection(wanted, set, { ...existing, workspaceId: 'w2' }, null)?.kind).toBe('refused');
  });
});

describe('fitsEnvironment', () => {
  const org = (id: string, isSandbox: boolean) => ({
    organization: {
      id,
      isSandbox,
      name: '',
      organizationType: '',
      instanceName: null,
      namespacePrefix: null,
      trialExpirationDate: null,
    },
    identity: { organizationId: id, userId: '', username: '', email: null, displayName: null, active: true },
  });

  it('tells a sandbox from production, in both directions', () => {
    expect(fitsEnvironment(wanted, set, org('00DA', false))).toBeNull();
    expect(fitsEnvironment(wanted, set, org('00DA', true))?.detail).toContain('this is a sandbox org');
    expect(fitsEnvironment({ environment: 'sandbox' }, set, org('00DA', false))?.kind).toBe('refused');
  });

  it('refuses an identity of another org', () => {
    expect(fitsEnvironment(wanted, set, org('00DB', false))?.detail).toContain('different orgs');
  });
});
