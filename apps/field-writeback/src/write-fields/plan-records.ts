import type { ConnectionState, ObjectType } from '@ce/contracts';
import {
  allowedPackageFields,
  allowedWrites,
  type ObjectDescribe,
  type OwnerDecision,
  packagePatch,
  type PatchFields,
} from '@ce/field-mapping';
import { planSlot, type SlotPlan } from './plan-slot.js';
import type { WriteBack } from './write-back.js';

export interface PlannedSlot {
  row: WriteBack;
  plan: SlotPlan;
}

/** One record with all of its slots of this batch: one record of the call, or none. */
export interface PlannedRecord {
  recordId: string;
  recordType: ObjectType;
  slots: PlannedSlot[];
  /** All slots' fields together, and the time of the sync; empty where nothing is to be written. */
  fields: PatchFields;
}

export interface PlanContext {
  connection: ConnectionState;
  describes: Readonly<Partial<Record<ObjectType, ObjectDescribe>>>;
  /** Row id → decision, for owner slots. */
  owners: ReadonlyMap<string, OwnerDecision>;
  now: Date;
}

export function planRecords(rows: readonly WriteBack[], context: PlanContext): PlannedRecord[] {
  const records = new Map<string, WriteBack[]>();
  for (const row of rows) records.set(row.recordId, [...(records.get(row.recordId) ?? []), row]);
  return [...records.values()].flatMap((ofRecord) => planRecord(ofRecord, context));
}

function planRecord(rows: readonly WriteBack[], context: PlanContext): PlannedRecord[] {
  const [first] = rows;
  const describe = first && context.describes[first.recordType];
  if (first === undefined || describe === undefined) return [];
  const allowed = allowedWrites(context.connection.toggles);
  const slots = rows.map((row) => ({
    row,
    plan: planSlot(row, { connection: context.connection, allowed, describe, owner: context.owners.get(row.id) }),
  }));
  const fields: PatchFields = Object.fromEntries(slots.flatMap(({ plan }) => Object.entries(fieldsOf(plan))));
  const clock = allowedPackageFields(allowed).includes('last_synced_at');
  const { recordId, recordType } = first;
  if (Object.keys(fields).length === 0) return [{ recordId, recordType, slots, fields: {} }];
  return [
    { recordId, recordType, slots, fields: { ...fields, ...(clock ? syncTime(recordType, describe, context) : {}) } },
  ];
}

export function fieldsOf(plan: SlotPlan): PatchFields {
  return plan.kind === 'write' ? plan.fields : {};
}

/** Goes along with whatever else is written; where the org has no field for it, or not for us, it stays away. */
function syncTime(recordType: ObjectType, describe: ObjectDescribe, { connection, now }: PlanContext): PatchFields {
  const patch = packagePatch(connection.packageVariants[recordType], { last_synced_at: now.toISOString() }, describe);
  return patch.kind === 'patch' ? patch.fields : {};
}
