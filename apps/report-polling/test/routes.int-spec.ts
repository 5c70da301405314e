import { holdRoutes } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { expect } from 'vitest';
import { leads, startPolling } from './polling.js';

/** As the simulator numbers the first report of an org. */
const someReport = '00O5g000000000AEAA';
const deadLetters = { access: 'operator', stranger: 403 } as const;

holdRoutes(
  async () => {
    const polling = await startPolling({
      records: { Lead: leads(2) },
      reports: [{ name: 'leads', reportType: 'LeadList', detailColumns: ['LEAD_ID'] }],
    });
    const owner = await polling.as('w1', 'admin');
    const body = { campaignId: 'k1', reportId: polling.reportId('leads'), autoImport: false };
    expect((await owner.put('/enrollment-sources/s1', body)).status).toBe(200);
    await eventually(async () =>
      expect((await owner.get('/enrollment-sources/s1')).body).toMatchObject({ rows: { waiting: 2 }, reading: false }),
    );
    // So that a stranger could find one.
    expect((await owner.post('/enrollment-sources/s1/dry-run', {})).status).toBe(202);
    return {
      app: polling.app,
      tokens: polling.tokens,
      internalToken: 'internal',
      workspaceId: 'w1',
      schema: 'report_polling',
      traces: ['c1', 's1', polling.reportId('leads')],
      path: { id: 's1' },
      stop: () => polling.stop(),
    };
  },
  {
    'GET /enrollment-sources': { access: 'viewer', query: 'campaignId=k1', stranger: 'nothing' },
    'GET /enrollment-sources/{id}': { access: 'viewer' },
    'GET /enrollment-sources/{id}/rows': { access: 'viewer' },
    'PUT /enrollment-sources/{id}': {
      access: 'operator',
      body: { campaignId: 'k1', reportId: someReport, autoImport: true },
    },
    'DELETE /enrollment-sources/{id}': { access: 'operator' },
    'POST /enrollment-sources/{id}/polls': { access: 'operator' },
    'POST /enrollment-sources/{id}/dry-run': { access: 'operator', body: { enrollment: 'manual' } },
    'GET /enrollment-sources/{id}/dry-run': { access: 'viewer' },
    'GET /enrollment-sources/{id}/dry-run/rows': { access: 'viewer' },
    'POST /enrollment-sources/{id}/enrollments': { access: 'operator', body: { all: true } },
    'GET /dead-letters': deadLetters,
    'GET /dead-letters/{id}': deadLetters,
    'POST /dead-letters/replays': { ...deadLetters, body: { ids: ['e1'] } },
    'GET /audit/report-polling': { access: 'admin', query: 'connectionId=c1', stranger: 'nothing' },
  },
);
