import { inTransaction } from '@ce/database';
import { type RecordError, SalesforceError } from '@ce/salesforce';
import type { Claim, Lane } from '../claim-work/work-queue.js';
import type { WorkRow } from '../claim-work/work-row.js';
import type { OrgAnswer } from '../lease-calls/with-org.js';
import { defaultRetryPolicy } from '../retry-policy/decide-retry.js';
import type { DeliveryOptions } from './delivery-options.js';
import type { RowOutcome, SettledRow, Settlement } from './row-outcome.js';
import { settleOutcome } from './settle-outcome.js';

export type BatchResult =
  | { kind: 'settled' }
  /** The whole call failed; every row was settled by its class. */
  | { kind: 'failed'; error: RecordError }
  | Exclude<OrgAnswer<never>, { kind: 'done' }>;

const SETTLE_TRIES = 5;

/** Lease, call, settle: what follows a claim. @throws LeaseError when auth is away; the rows are back then. */
export async function sendBatch<Row extends WorkRow>(
  options: DeliveryOptions<Row>,
  lane: Lane,
  claim: Claim<Row>,
): Promise<BatchResult> {
  const attempt = await callOrg(options, lane, claim);
  if (attempt.kind === 'failed') {
    await settle(options, claim, () => ({ kind: 'failed', error: attempt.error }));
    return attempt;
  }
  if (attempt.kind !== 'done') {
    await putBack(options, lane, claim, attempt);
    return attempt;
  }
  await settle(options, claim, (row) => attempt.value.get(row.id) ?? { kind: 'failed', error: noOutcome });
  return { kind: 'settled' };
}

type Attempt = OrgAnswer<ReadonlyMap<string, RowOutcome>> | { kind: 'failed'; error: RecordError };

async function callOrg<Row extends WorkRow>(
  options: DeliveryOptions<Row>,
  lane: Lane,
  claim: Claim<Row>,
): Promise<Attempt> {
  let started = false;
  try {
    return await options.withOrg({ ...lane, calls: options.callsPerBatch ?? 1, inSeries: true }, (org) => {
      started = true;
      return options.perform(org, claim.rows);
    });
  } catch (error) {
    if (error instanceof SalesforceError) return { kind: 'failed', error: error.asRecordError() };
    if (!started) {
      await options.queue.handBack(lane, claim.claimId, idsOf(claim));
      throw error;
    }
    options.onError?.(error, lane);
    return { kind: 'failed', error: unexpected };
  }
}

/** The calls ran out, or the connection ended. Rows of which a call may have been made go on with that doubt. */
async function putBack<Row extends WorkRow>(
  options: DeliveryOptions<Row>,
  lane: Lane,
  claim: Claim<Row>,
  answer: { reason: string; callsMade: number },
): Promise<void> {
  if (answer.callsMade === 0) return options.queue.handBack(lane, claim.claimId, idsOf(claim));
  const waiting = (row: Row): Settlement => ({
    state: 'waiting',
    notBefore: new Date(),
    attempts: row.attempts,
    errorClass: null,
    code: null,
    reason: answer.reason,
    fix: null,
    ambiguous: true,
  });
  const settlements = new Map(claim.rows.map((row) => [row.id, waiting(row)]));
  await inTransaction(options.dataSource, (manager) => options.queue.settle(manager, claim.claimId, settlements));
}

/** A claim of rows in hand has others that are not part of this batch. */
function idsOf<Row extends WorkRow>({ rows }: Claim<Row>): string[] {
  return rows.map(({ id }) => id);
}

/** What Salesforce did must not be forgotten because the database was away for a moment. */
async function settle<Row extends WorkRow>(
  options: DeliveryOptions<Row>,
  claim: Claim<Row>,
  outcomeOf: (row: Row) => RowOutcome,
): Promise<void> {
  const context = { policy: options.retryPolicy ?? defaultRetryPolicy, now: new Date(), random: Math.random };
  const settled: SettledRow<Row>[] = claim.rows.map((row) => ({
    row,
    settlement: settleOutcome(row, outcomeOf(row), context),
  }));
  const settlements = new Map(settled.map(({ row, settlement }) => [row.id, settlement]));
  for (let tries = 1; ; tries += 1) {
    try {
      const stillOurs = await inTransaction(options.dataSource, async (manager) => {
        const ours = await options.queue.settle(manager, claim.claimId, settlements);
        const rows = settled.filter(({ row }) => ours.has(row.id));
        if (rows.length > 0) await options.onSettled?.(manager, rows);
        return rows;
      });
      options.onCommitted?.(stillOurs);
      return;
    } catch (error) {
      if (tries >= SETTLE_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));
    }
  }
}

/** A fault of ours: nobody knows what it had sent by then. */
const unexpected: RecordError = {
  errorClass: 'transient',
  code: 'UNEXPECTED_FAILURE',
  message: 'This system failed while it sent the batch.',
  fix: 'Nothing to do unless it is parked: then look at the service’s log, and replay.',
  fields: [],
  scope: 'request',
  throttle: null,
  ambiguous: true,
};
const noOutcome: RecordError = { ...unexpected, code: 'NO_OUTCOME', message: 'This system lost the answer for it.' };
