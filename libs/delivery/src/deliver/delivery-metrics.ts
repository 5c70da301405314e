import type { OrgCall } from '@ce/salesforce';
import type { Metrics } from '@ce/service-kit';
import type { OrgWork } from '../lease-calls/with-org.js';
import type { FinishedBatch } from './delivery-options.js';

export interface DeliveryMetrics {
  onBatch: (batch: FinishedBatch) => void;
  onCall: (request: OrgWork, call: OrgCall) => void;
}

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** One set per service: give `onBatch` to its loops and `onCall` to `makeWithOrg`. */
export function deliveryMetrics(metrics: Metrics): DeliveryMetrics {
  const rows = metrics.counter('ce_delivery_rows_total', 'Rows sent to Salesforce, by what became of their batch', [
    'kind',
    'outcome',
  ]);
  const batches = metrics.histogram(
    'ce_delivery_batch_seconds',
    'From claim to settlement of a batch',
    ['kind', 'outcome'],
    SECONDS,
  );
  const calls = metrics.histogram(
    'ce_salesforce_call_seconds',
    'Salesforce API calls; status 0 where no answer came',
    ['kind', 'call', 'status'],
    SECONDS,
  );
  return {
    onBatch: ({ kind, outcome, rows: count, milliseconds }) => {
      rows.inc({ kind, outcome }, count);
      batches.observe({ kind, outcome }, milliseconds / 1_000);
    },
    onCall: ({ kind }, call) => {
      calls.observe({ kind, call: call.kind, status: String(call.status ?? 0) }, call.milliseconds / 1_000);
    },
  };
}
