import { type GrantedLease, toLongId } from '@ce/contracts';
import { connectToOrg, type SalesforceOrg } from '@ce/salesforce';
import { type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryLoop, type LeaseClient, makeWithOrg, outcomesOfWrites, type RowOutcome } from '../src/index.js';
import { defaultRetryPolicy } from '../src/retry-policy/decide-retry.js';
import { type EffectRow, startWorkFixture, type WorkFixture } from './work-fixture.js';

const username = 'integration@acme.example';
const lead = toLongId('00Q5g0000000001');
const EVENTS = 1_500;

let work: WorkFixture;
let simulator: Simulator;

beforeAll(async () => {
  work = await startWorkFixture();
  simulator = await startSimulator({
    description: {
      connectedApps: [{ name: 'CE', clientId: 'key' }],
      users: [{ username, email: username, lastName: 'Integration' }],
      customFields: { Activity: [{ name: 'Event_Id__c', type: 'string', length: 100 }] },
      records: { Lead: [{ Id: lead, LastName: 'Lead', Company: 'Acme' }] },
    },
  });
});
afterAll(async () => {
  await simulator.stop();
  await work.close();
});

const leases: Pick<LeaseClient, 'lease' | 'settle'> = {
  lease: async ({ calls }): Promise<GrantedLease> => ({
    kind: 'granted',
    leaseId: 'lease',
    calls,
    accessToken: simulator.issueSession(username),
    generation: 1,
    instanceUrl: simulator.url,
    apiVersion: '62.0',
    expiresAt: '2030-01-01T00:00:00.000Z',
  }),
  settle: async () => null,
};

/** Looks before it inserts what may be there already. */
async function logEmails(org: SalesforceOrg, rows: readonly EffectRow[]): Promise<Map<string, RowOutcome>> {
  const doubtful = rows.filter((row) => row.ambiguous).map((row) => row.id);
  const found = await org.queryByIds<{ Id: string; Event_Id__c: string }>(
    doubtful,
    (list) => `SELECT Id, Event_Id__c FROM Task WHERE Event_Id__c IN (${list})`,
  );
  const taskOf = new Map(found.map((task) => [task.Event_Id__c, task.Id]));
  const missing = rows.filter((row) => !taskOf.has(row.id));
  const results = await org.createRecords(
    missing.map((row) => ({
      type: 'Task',
      fields: { Subject: 'Email', Status: 'Completed', Priority: 'Normal', WhoId: lead, Event_Id__c: row.id },
    })),
  );
  const outcomes = outcomesOfWrites(missing, results);
  for (const [id, resultId] of taskOf) outcomes.set(id, { kind: 'done', resultId });
  return outcomes;
}

describe('one effect per row', () => {
  it('holds when answers are lost before and after the commit', async () => {
    const strike = { kinds: ['composite' as const], share: 1, times: 1, seed: 1 };
    simulator.faults.add({ ...strike, effect: { type: 'drop', when: 'after-commit' }, after: 0 });
    simulator.faults.add({ ...strike, effect: { type: 'drop', when: 'before-commit' }, after: 1 });
    simulator.faults.add({ ...strike, effect: { type: 'html', status: 503 }, after: 3 });
    await work.add(Array.from({ length: EVENTS }, (_, index) => ({ id: `event${index}`, recordId: `record${index}` })));
    const loop = new DeliveryLoop<EffectRow>({
      dataSource: work.dataSource,
      queue: work.queue,
      withOrg: makeWithOrg({ leases: leases as LeaseClient, callTimeoutMs: 30_000 }),
      lingerMs: 0,
      batchSize: 500,
      concurrency: 2,
      pollMs: 50,
      callsPerBatch: 2,
      retryPolicy: { ...defaultRetryPolicy, ambiguousMs: 200 },
      perform: logEmails,
    });
    loop.start();
    await eventually(async () => {
      const rows = await work.read();
      expect(rows.filter((row) => row.state === 'done')).toHaveLength(EVENTS);
    }, 60_000);
    await loop.stop(5_000);

    const rows = await work.read();
    const { accessToken } = (await leases.lease({ connectionId: 'acme', kind: 'tasks', calls: 1 })) as GrantedLease;
    const org = connectToOrg({ accessToken, instanceUrl: simulator.url, apiVersion: '62.0' }, { timeoutMs: 30_000 });
    expect(await org.query('SELECT Id FROM Task')).toHaveLength(EVENTS);
    expect(new Set(rows.map((row) => row.result_id)).size).toBe(EVENTS);
  });
});
