import { toLongId } from '@ce/contracts';
import type { WriteBack } from '../write-fields/write-back.js';

/** For tests: a slot that is being written. */
export function aWriteBack(change: Partial<WriteBack> = {}): WriteBack {
  return {
    id: 'w1',
    connectionId: 'c1',
    recordId: toLongId('00Q5g0000000001'),
    lockGroup: null,
    kind: 'writeback',
    priority: 0,
    state: 'claimed',
    claimedBy: null,
    claimedUntil: null,
    attempts: 0,
    notBefore: new Date(0),
    errorClass: null,
    errorCode: null,
    reason: null,
    fix: null,
    ambiguous: false,
    resultId: null,
    createdAt: new Date(0),
    settledAt: null,
    recordType: 'Lead',
    revision: 1,
    written: null,
    writtenFields: {},
    heldBy: null,
    heldUnder: null,
    slot: 'status',
    wanted: { status: 'in_progress' },
    ...change,
  } as WriteBack;
}
