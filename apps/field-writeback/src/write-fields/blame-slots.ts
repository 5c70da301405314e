import type { RecordError } from '@ce/salesforce';
import { fieldsOf, type PlannedRecord, type PlannedSlot } from './plan-records.js';

/** Refusals that speak of the new owner without naming a field. Source: salesforce-api.md §4. */
const ownerCodes = new Set([
  'INACTIVE_OWNER_OR_USER',
  'TRANSFER_REQUIRES_READ',
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
]);

/**
 * Whose fault a record's refusal is: the slots whose fields Salesforce named, so that the record's other slots can be
 * written without them; all slots where it named none of them.
 */
export function blameSlots(record: PlannedRecord, error: RecordError): readonly PlannedSlot[] {
  const writing = record.slots.filter(({ plan }) => plan.kind === 'write');
  if (error.errorClass !== 'configuration' && error.errorClass !== 'record') return writing;
  const named = new Set(error.fields.map((name) => name.toLowerCase()));
  const blamed = writing.filter(
    ({ row, plan }) =>
      Object.keys(fieldsOf(plan)).some((name) => named.has(name.toLowerCase())) ||
      (row.slot === 'owner' && ownerCodes.has(error.code)),
  );
  return blamed.length === 0 ? writing : blamed;
}
