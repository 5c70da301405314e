import type { RowOutcome } from '@ce/delivery';
import type { PatchFields, Refusal, Whereabouts } from '@ce/field-mapping';
import type { RecordError, WriteResult } from '@ce/salesforce';
import { blameSlots } from './blame-slots.js';
import { fieldsOf, type PlannedRecord, type PlannedSlot } from './plan-records.js';
import type { HeldBy } from './write-back.js';

/** What became of one slot, for the queue and for its own row. */
export interface SlotReport {
  outcome: RowOutcome;
  /** What Salesforce took of this slot. */
  writtenFields: PatchFields;
  /** All fields that its record was given in the same write. */
  recordFields: readonly string[];
  /** Set where the slot does not apply for now. */
  held: { by: HeldBy; under: string } | null;
}

/** Slots that need no call. */
export function judgeUnsent({ plan }: PlannedSlot, configuration: string): SlotReport | null {
  switch (plan.kind) {
    case 'write':
      return null;
    case 'there':
      return report({ kind: 'done' });
    case 'refused':
      return report(parkFor(plan.refusal));
    case 'held':
      return {
        ...report({ kind: 'superseded', reason: plan.reason }),
        held: { by: plan.heldBy, under: configuration },
      };
    case 'dropped':
      return report({ kind: 'superseded', reason: plan.reason });
  }
}

/** The slots of one record, from its result. `whereabouts`: where a record that is gone went, if anybody knows. */
export function judgeRecord(
  record: PlannedRecord,
  result: WriteResult,
  whereabouts: Whereabouts | undefined,
): Map<string, SlotReport> {
  const reports = new Map<string, SlotReport>();
  const blamed = result.kind === 'saved' ? [] : blameSlots(record, result.error);
  for (const slot of record.slots) {
    const { row, plan } = slot;
    if (plan.kind !== 'write') continue;
    if (result.kind === 'saved') {
      const outcome: RowOutcome = plan.refusal === null ? { kind: 'done' } : parkFor(plan.refusal);
      const recordFields = Object.keys(record.fields);
      reports.set(row.id, { ...report(outcome), writtenFields: fieldsOf(plan), recordFields });
    } else if (result.error.errorClass === 'gone')
      reports.set(row.id, report(outcomeOfLost(whereabouts, result.error)));
    else
      reports.set(row.id, report(blamed.includes(slot) ? { kind: 'failed', error: result.error } : withoutTheOther()));
  }
  return reports;
}

function outcomeOfLost(whereabouts: Whereabouts | undefined, error: RecordError): RowOutcome {
  switch (whereabouts?.kind) {
    case 'converted':
      return whereabouts.contactId === null
        ? gone('The lead was converted, and its contact is not visible.')
        : { kind: 'superseded', reason: `The lead became ${whereabouts.contactId}, which gets its values.` };
    case 'merged':
      return { kind: 'superseded', reason: `The record became ${whereabouts.survivorId}, which gets its values.` };
    case 'deleted':
      return gone('The lead or contact was deleted.');
    case 'here':
      return { kind: 'failed', error };
    case undefined:
      return gone('The lead or contact does not exist any more, or the integration user may not see it.');
  }
}

function gone(reason: string): RowOutcome {
  const fix = 'Restore the record or let the integration user see it, then replay; else nothing is to be done.';
  return { kind: 'park', errorClass: 'gone', code: 'record-gone', reason, fix };
}

function withoutTheOther(): RowOutcome {
  const reason = 'Another field of the record was refused; this one is written without it.';
  return { kind: 'later', notBefore: new Date(), reason };
}

function parkFor({ class: errorClass, code, reason, fix }: Refusal): RowOutcome {
  return { kind: 'park', errorClass, code, reason, fix };
}

export function report(outcome: RowOutcome): SlotReport {
  return { outcome, writtenFields: {}, recordFields: [], held: null };
}
