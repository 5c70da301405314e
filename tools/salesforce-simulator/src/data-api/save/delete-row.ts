import { deleteRecord } from '../../org/write-record.js';
import { checkLocks } from './check-locks.js';
import { refused, rowError, type RowResult } from './row-result.js';
import type { SaveContext } from './save-context.js';
import { findRow } from './update-row.js';

/** Moves one record, and what hangs on it, to the recycle bin. Converted leads can be deleted (salesforce-api.md §6). */
export function deleteRow(context: SaveContext, type: string, id: string): RowResult {
  const found = findRow(context, type, id);
  if (found.kind === 'refused') return refused(found.error);
  const { view, before } = found;
  if (!view.permissions.delete || !context.org.access.canEditRecord(context.user, view.schema, before))
    return refused(rowError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'));
  const locked = checkLocks(context, {}, before);
  if (locked !== null) return refused(locked);
  deleteRecord(context.org, view.schema, before.Id, context.user.id);
  return { kind: 'saved', id: before.Id, created: false };
}
