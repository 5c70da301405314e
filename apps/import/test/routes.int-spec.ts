import { holdRoutes } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { expect } from 'vitest';
import { aRow, startImporting } from './importing.js';

const gone = '00Q5g00000AAAAAAAA';
const deadLetters = { access: 'operator', stranger: 403 } as const;

holdRoutes(
  async () => {
    const importing = await startImporting({});
    await importing.publish(aRow(gone));
    await importing.outcomes(1);
    // The service notes a new connection for its refreshes within two seconds, by itself: no stranger's doing.
    const owner = await importing.as('w1', 'viewer');
    await eventually(async () =>
      expect((await owner.get('/imports/connections/c1/refreshes')).body).not.toMatchObject({ nextAt: null }),
    );
    return {
      app: importing.app,
      tokens: importing.tokens,
      internalToken: 'internal',
      workspaceId: 'w1',
      schema: 'import',
      traces: ['c1', gone],
      path: { id: 'c1' },
      stop: () => importing.stop(),
    };
  },
  {
    'GET /imports': { access: 'viewer', query: 'campaignId=k1', stranger: 'nothing' },
    'GET /imports/summary': { access: 'viewer', query: 'campaignId=k1', stranger: 'nothing' },
    'POST /imports/replays': {
      access: 'operator',
      body: { campaignId: 'k1', state: 'not-imported' },
      stranger: 'nothing',
    },
    'GET /imports/connections/{id}/mapping-problems': { access: 'viewer' },
    'GET /imports/connections/{id}/refreshes': { access: 'viewer' },
    'POST /imports/connections/{id}/refreshes': { access: 'operator' },
    'GET /dead-letters': deadLetters,
    'GET /dead-letters/{id}': deadLetters,
    'POST /dead-letters/replays': { ...deadLetters, body: { ids: ['e1'] } },
    'GET /audit/import': { access: 'admin', query: 'connectionId=c1', stranger: 'nothing' },
  },
);
