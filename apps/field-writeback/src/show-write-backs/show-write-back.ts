import { correlationIdFor } from '@ce/contracts';
import type { WriteBack } from '../write-fields/write-back.js';

/** What people see of a slot: where it stands and why, and the names of its fields, never a person's values. */
export function showWriteBack(row: WriteBack) {
  return {
    id: row.id,
    connectionId: row.connectionId,
    record: { type: row.recordType, id: row.recordId },
    correlationId: correlationIdFor(row.connectionId, row.recordId),
    slot: row.slot,
    state: row.state === 'superseded' ? 'not-applicable' : row.state,
    writtenFields: Object.keys(row.writtenFields),
    class: row.errorClass,
    code: row.errorCode,
    reason: row.reason,
    fix: row.fix,
    attempts: row.attempts,
    notBefore: row.state === 'waiting' ? row.notBefore : null,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
  };
}
