import { nothingLocked } from '../../faults/row-locks.js';
import type { FieldValue, OrgRecord } from '../../org/field-schema.js';
import { type RowError, rowError } from './row-result.js';
import type { SaveContext } from './save-context.js';

/** Saving locks the row and the parents it points at (salesforce-api.md §4, UNABLE_TO_LOCK_ROW). */
export function checkLocks(
  context: SaveContext,
  values: Readonly<Record<string, FieldValue>>,
  before: OrgRecord | undefined,
): RowError | null {
  if (context.locked === nothingLocked) return null;
  const parents = ['WhoId', 'WhatId', 'AccountId', 'CampaignId', 'LeadId', 'ContactId'].flatMap((name) => {
    const id = values[name] ?? before?.[name];
    return typeof id === 'string' ? [id] : [];
  });
  const ids = before === undefined ? parents : [before.Id, ...parents];
  const refusal = context.locked(ids);
  return refusal === null ? null : rowError(refusal.statusCode, refusal.message);
}
