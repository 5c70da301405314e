import { connectionChanged, createEvent } from '@ce/contracts';
import { startSimulator } from '@ce/salesforce-simulator';
import { aCampaign, aConnection, orgAccess, startTestService, USERNAME } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { expect, it, onTestFinished } from 'vitest';
import { database } from '../src/database.js';
import { reportPolling } from '../src/service.js';
import { startGate } from './gate.js';
import { leads } from './polling.js';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Connection `slow` has six reports and stops answering; connection `quick` has one. */
async function startTwoOrgs() {
  const simulator = await startSimulator({
    description: {
      ...orgAccess,
      records: { Lead: leads(2) },
      reports: [...names, 'quick'].map((name) => ({ name, reportType: 'LeadList', detailColumns: ['LEAD_ID'] })),
    },
  });
  onTestFinished(() => simulator.stop());
  const gate = await startGate(simulator.url);
  onTestFinished(() => gate.stop());
  const accessToken = simulator.issueSession(USERNAME);
  const service = await startTestService({
    service: reportPolling,
    database,
    sessionOf: (connectionId) => ({ accessToken, instanceUrl: connectionId === 'slow' ? gate.url : simulator.url }),
    environment: { POLL_TICK_MS: '20', POLL_CONCURRENCY: '4' },
  });
  onTestFinished(async () => {
    gate.open();
    await service.stop();
  });
  for (const connectionId of ['slow', 'quick']) {
    const state = aConnection({ connectionId });
    await service.publish(createEvent(connectionChanged, state, { source: '/test' }));
    await service.publish(
      aCampaign({ campaignId: connectionId, connectionId, status: 'draft', at: '2026-01-01T00:00:00Z' }),
    );
  }
  const http = await service.as('w1', 'admin');
  const reportIds = new Map([...simulator.org.reports.all()].map((report) => [report.name, report.id]));
  const attach = (name: string, campaignId: string) =>
    eventually(async () => {
      const body = { campaignId, reportId: reportIds.get(name), autoImport: true };
      const answer = await http.put(`/enrollment-sources/${name}`, body);
      expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ problem: null })]);
    });
  const show = async (name: string) => (await http.get(`/enrollment-sources/${name}`)).body;
  const idle = () =>
    eventually(async () => {
      const rows = await service.database.query<unknown[]>('select from report where last_polled_at is null');
      expect(rows).toEqual([]);
    });
  const run = (campaignId: string) => service.publish(aCampaign({ campaignId, connectionId: campaignId }));
  return { gate, attach, show, idle, run };
}

it('an org that answers slowly leaves the others their turn, however many reports it has', async () => {
  const { gate, attach, show, idle, run } = await startTwoOrgs();
  for (const name of names) await attach(name, 'slow');
  await attach('quick', 'quick');
  // An attached report is read once even before its campaign runs.
  await idle();
  gate.close();
  await run('slow');
  await eventually(() => expect(gate.held()).toBe(2));
  const before = (await show('quick')) as { lastReadAt: string };
  await run('quick');
  await eventually(async () => {
    expect((await show('quick')) as { lastReadAt: string }).not.toMatchObject({ lastReadAt: before.lastReadAt });
  });
  expect(gate.held()).toBe(2);
  const read = await Promise.all(names.map(show));
  gate.open();
  await eventually(async () => {
    const now = (await Promise.all(names.map(show))) as { lastReadAt: string }[];
    const then = read as { lastReadAt: string }[];
    expect(now.every(({ lastReadAt }, index) => lastReadAt > (then[index]?.lastReadAt ?? ''))).toBe(true);
  });
});
