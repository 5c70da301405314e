import { correlationIdFor } from '@ce/contracts';
import type { SettledRow } from '@ce/delivery';
import type { LogFacts } from '@ce/service-kit';
import type { ImportRow } from './import-row.js';
import type { RowVerdict } from './judge-row.js';

/** One line per row: with the correlation id a person can be followed from the report row to the Task. */
export function importLine(
  { row, settlement }: SettledRow<ImportRow>,
  verdict: RowVerdict | undefined,
): { message: 'imported' | 'not imported'; facts: LogFacts } {
  const { connectionId, campaignId, sourceId, recordId, eventId } = row;
  const facts = {
    correlationId: correlationIdFor(connectionId, recordId),
    ...{ connectionId, campaignId, sourceId, recordId, messageId: eventId, state: settlement.state },
  };
  if (settlement.state === 'parked' || settlement.state === 'waiting') {
    return { message: 'not imported', facts: { ...facts, code: settlement.code } };
  }
  if (verdict?.kind === 'importable') return { message: 'imported', facts: { ...facts, ...followedTo(row, verdict) } };
  return {
    message: 'not imported',
    facts: verdict?.kind === 'not-importable' ? { ...facts, code: verdict.code } : facts,
  };
}

/** A converted or merged person goes on under another id, and so under another correlation id. */
function followedTo(row: ImportRow, { record }: Extract<RowVerdict, { kind: 'importable' }>): LogFacts {
  if (record.id === row.recordId) return {};
  return { importedRecordId: record.id, importedCorrelationId: correlationIdFor(row.connectionId, record.id) };
}
