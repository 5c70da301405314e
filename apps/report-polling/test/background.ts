import { fault, type OrgDescriptionInput } from '@ce/salesforce-simulator';
import { eventually } from '@ce/testing';
import { expect } from 'vitest';
import { leads, type Polling, startPolling } from './polling.js';

const NEVER = 1_000_000;

let polling: Polling;

export const theService = () => polling;

/** An org that refuses every synchronous run, or allows so many. */
export async function start(org: { leads?: number; limits?: OrgDescriptionInput['limits'] } = {}, environment = {}) {
  polling = await startPolling(
    {
      records: { Lead: leads(org.leads ?? 2) },
      reports: [{ name: 'leads', reportType: 'LeadList', detailColumns: ['LEAD_ID', 'EMAIL'] }],
      ...(org.limits === undefined ? {} : { limits: org.limits }),
    },
    { POLL_BACKGROUND_LOOK_SECONDS: '0.1', ...environment },
  );
  if (org.limits === undefined) {
    const message = 'You can’t run more than 500 reports synchronously every 60 minutes. Try again later.';
    const effect = { type: 'error', status: 403, errorCode: 'FORBIDDEN', message };
    polling.simulator.faults.add(fault.parse({ effect, kinds: ['report-run'] }));
  }
}

export async function pace(change: { polls?: number; asyncMilliseconds?: number; failing?: number }) {
  const answer = await fetch(`${polling.simulator.url}/simulator/reports/pace`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  expect(answer.status).toBe(204);
}
export const takesForever = () => pace({ polls: NEVER, asyncMilliseconds: NEVER * 1_000 });

export async function attach() {
  const http = await polling.as('w1', 'admin');
  const body = { campaignId: 'k1', reportId: polling.reportId('leads'), autoImport: true };
  expect((await http.put('/enrollment-sources/s1', body)).status).toBe(200);
}

export async function untilShown(expected: object) {
  const http = await polling.as('w1', 'admin');
  return eventually(async () => {
    const { body } = await http.get('/enrollment-sources/s1');
    expect(body).toMatchObject({ reading: false, ...expected });
    return body as { calls: { lastPoll: number } };
  }, 30_000);
}
export const inBackground = { backgroundRun: expect.any(String) as string };
export const readWhole = { state: 'read', problem: null, backgroundRun: null };

export const lookNow = () => polling.database.query('update report set due_at = now()');
export const found = () => polling.published('salesforce.report-row.found.v1');
export const calls = (kind: 'report-run' | 'report-run-async' | 'report-instance') =>
  polling.simulator.journal.byKind()[kind]?.calls ?? 0;
export const started = () => calls('report-run-async');
export const instanceId = async () => {
  const [run] = await polling.database.query<{ instance_id: string }[]>('select instance_id from report_run');
  return run?.instance_id;
};
