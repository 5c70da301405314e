import type { WriteResult } from '@ce/salesforce';
import type { WorkRow } from '../claim-work/work-row.js';
import type { RowOutcome } from './row-outcome.js';

/** For a `perform` that sent exactly one record per row, in the order of the rows. */
export function outcomesOfWrites(
  rows: readonly Pick<WorkRow, 'id'>[],
  results: readonly WriteResult[],
): Map<string, RowOutcome> {
  const outcomes = new Map<string, RowOutcome>();
  for (const [index, row] of rows.entries()) {
    const result = results[index];
    if (result === undefined) continue;
    outcomes.set(
      row.id,
      result.kind === 'saved' ? { kind: 'done', resultId: result.id } : { kind: 'failed', error: result.error },
    );
  }
  return outcomes;
}
