import { holdRoutes, makeTokenIssuer } from '@ce/service-testing';
import { AuthHarness, INTERNAL } from './auth-harness.js';

const amount = { calls: 5 };

holdRoutes(
  async () => {
    const auth = await AuthHarness.start();
    const { connectionId } = await auth.connect();
    const tokens = await makeTokenIssuer();
    await auth.restart({ ...tokens.settings, RATE_LIMIT_STRANGERS_PER_MINUTE: '100000' });
    return {
      app: auth.application,
      tokens,
      internalToken: INTERNAL,
      workspaceId: 'w1',
      schema: 'auth',
      // A stranger's own attempt to connect is no change of the owner's.
      leaveOut: ['authorization_request'],
      traces: [connectionId, 'Acme'],
      path: { id: connectionId },
      stop: () => auth.stop(),
    };
  },
  {
    'GET /connections': { access: 'viewer', stranger: 'nothing' },
    'POST /connections': { access: 'admin', body: { environment: 'production' }, stranger: 'own' },
    'POST /connections/server-to-server': {
      access: 'admin',
      body: {
        connectionId: 'con-of-the-owner',
        environment: 'production',
        flow: 'jwt-bearer',
        username: 'ann@acme.test',
      },
    },
    'GET /oauth/start': { access: 'public' },
    'POST /oauth/start': { access: 'public' },
    'GET /oauth/callback': { access: 'public' },
    'GET /connections/{id}': { access: 'viewer' },
    'DELETE /connections/{id}': { access: 'admin' },
    'PUT /connections/{id}/mapping': { access: 'admin', body: { entries: [] } },
    'PUT /connections/{id}/settings': { access: 'admin', body: { toggles: {} } },
    'GET /connections/{id}/preflight': { access: 'viewer' },
    'POST /connections/{id}/preflight': { access: 'operator' },
    'GET /connections/{id}/budget': { access: 'viewer' },
    'PUT /connections/{id}/budget': { access: 'admin', body: { cap: amount, reserve: amount } },
    'POST /forecasts': {
      access: 'viewer',
      body: { campaigns: 1, contactsPerCampaign: 1, emailsPerContact: 1 },
      stranger: 'own',
    },
    'POST /internal/connections/{id}/preflight': { access: 'internal' },
    'POST /internal/leases': {
      access: 'internal',
      body: { connectionId: 'c1', kind: 'tasks', calls: 1 },
      looseBody: true,
    },
    'POST /internal/leases/{id}/settle': {
      access: 'internal',
      body: { connectionId: 'c1', calls: 0, orgUsage: null },
      looseBody: true,
    },
    'GET /internal/sealing': { access: 'internal' },
    'GET /audit': { access: 'admin', stranger: 'nothing' },
  },
);
