import type { ConnectionState, ObjectType } from '@ce/contracts';
import {
  allowedWrites,
  buildQuery,
  decideOwner,
  type ImportedRecord,
  type ObjectDescribe,
  type OwnerDecision,
  readRecord,
  salesRepQuery,
  salesRepsOf,
  selectFor,
  type UserRow,
} from '@ce/field-mapping';
import type { SalesforceOrg } from '@ce/salesforce';
import type { WriteBack } from './write-back.js';

type OwnerRow = WriteBack & { slot: 'owner' };

/**
 * Whose records go to which sales rep (spec C5). Reads the owners of exactly these records, and the reps where it comes
 * to that; nothing at all where the mapping or the toggle leaves owners alone.
 */
export async function decideOwners(
  org: SalesforceOrg,
  rows: readonly WriteBack[],
  connection: ConnectionState,
  describes: Readonly<Partial<Record<ObjectType, ObjectDescribe>>>,
): Promise<Map<string, OwnerDecision>> {
  const asked = rows.filter((row): row is OwnerRow => row.slot === 'owner');
  const decisions = new Map<string, OwnerDecision>();
  if (asked.length === 0 || !allowedWrites(connection.toggles).owner) return decisions;

  const records = await readOwners(org, asked, connection, describes);
  const decide = (row: OwnerRow, users?: readonly UserRow[]) =>
    decisions.set(row.id, decisionFor(row, connection, records.get(row.recordId), users));
  for (const row of asked) decide(row);

  const emails = [...decisions.values()].flatMap((decision) =>
    decision.kind === 'look-up-sales-rep' ? [decision.email] : [],
  );
  if (emails.length === 0) return decisions;
  const users = await org.query<UserRow>(salesRepQuery([...new Set(emails)]));
  for (const row of asked) if (decisions.get(row.id)?.kind === 'look-up-sales-rep') decide(row, users);
  return decisions;
}

function decisionFor(
  row: OwnerRow,
  { mapping, genericOwnerIds }: ConnectionState,
  record: ImportedRecord | undefined,
  users: readonly UserRow[] | undefined,
): OwnerDecision {
  const salesRepEmail = row.wanted.salesRepEmail;
  return decideOwner({
    mapping,
    objectType: row.recordType,
    ownerId: record?.ownerId ?? null,
    mappedOwnerEmail: record?.fields['lead_owner_email'],
    genericOwnerIds,
    salesRepEmail,
    ...(users === undefined ? {} : { salesReps: salesRepsOf(salesRepEmail, users) }),
  });
}

/** A record that is not visible is missing; the write then finds out where it went. */
async function readOwners(
  org: SalesforceOrg,
  rows: readonly OwnerRow[],
  { mapping }: ConnectionState,
  describes: Readonly<Partial<Record<ObjectType, ObjectDescribe>>>,
): Promise<Map<string, ImportedRecord>> {
  const ownerMapping = { entries: mapping.entries.filter((entry) => entry.ceField === 'lead_owner_email') };
  const found = new Map<string, ImportedRecord>();
  for (const objectType of ['Lead', 'Contact'] as const) {
    const describe = describes[objectType];
    const ids = rows.filter((row) => row.recordType === objectType).map((row) => row.recordId);
    if (describe === undefined || ids.length === 0) continue;
    if (!ownerMapping.entries.some((entry) => entry.objectType === objectType)) continue;
    const fields = selectFor(ownerMapping, objectType, describe);
    for (const row of await org.query<Record<string, unknown>>(buildQuery({ objectType, fields, ids }))) {
      const record = readRecord(row, objectType, ownerMapping);
      found.set(record.id, record);
    }
  }
  return found;
}
