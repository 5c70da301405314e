import { type CloudEvent, correlationIdFor, type EventData, type reportRowFound } from '@ce/contracts';
import type { Logger } from '@ce/service-kit';

/** What the log says of a row that was announced: ids only. */
export interface FoundRow {
  correlationId: string;
  connectionId: string;
  campaignId: string;
  sourceId: string;
  recordId: string;
  messageId: string;
}

export function foundRow({ id, data }: CloudEvent<EventData<typeof reportRowFound>>): FoundRow {
  const { connectionId, campaignId, sourceId, record } = data;
  const correlationId = correlationIdFor(connectionId, record.id);
  return { correlationId, connectionId, campaignId, sourceId, recordId: record.id, messageId: id };
}

/**
 * One line per row, after the commit: here begins what the correlation id lets one follow, from the report row to the
 * Task.
 */
export function tellFound(log: Pick<Logger, 'info'>, rows: readonly FoundRow[]): void {
  for (const row of rows) log.info('row found', { ...row });
}
