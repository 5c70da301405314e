export { type Claim, type Lane, type ReadyLane, WorkQueue } from './claim-work/work-queue.js';
export type { WorkRow, WorkState } from './claim-work/work-row.js';
export { workTableV1, type WorkTableDefinition } from './claim-work/work-table.js';
export { DeliveryLoop } from './deliver/delivery-loop.js';
export type { Acceptance, DeliveryOptions, FinishedBatch, LanePause } from './deliver/delivery-options.js';
export { type DeliveryMetrics, deliveryMetrics } from './deliver/delivery-metrics.js';
export { lanePauseAnswer } from './deliver/lane-pause-answer.js';
export { outcomesOfWrites } from './deliver/outcomes-of-writes.js';
export type { RowOutcome, SettledRow, Settlement } from './deliver/row-outcome.js';
export { deliverySettings, type DeliverySettings } from './delivery-settings.js';
export { followRecords, movesOf } from './follow-records/follow-records.js';
export { LeaseClient, type LeaseClientOptions } from './lease-calls/lease-client.js';
export { LeaseError } from './lease-calls/lease-error.js';
export {
  makeWithOrg,
  type OrgAnswer,
  type OrgWork,
  type WithOrg,
  type WithOrgOptions,
} from './lease-calls/with-org.js';
export { WorkList, type WorkFilter, type WorkPage } from './replay-parked/work-list.js';
export { decideRetry, defaultRetryPolicy, type RetryPolicy } from './retry-policy/decide-retry.js';
