import { objectTypeOf, type ObjectType } from '@ce/contracts';
import { idList, readRecord, type Whereabouts } from '@ce/field-mapping';
import type { SalesforceOrg } from '@ce/salesforce';

const fields: Readonly<Record<ObjectType, string>> = {
  Lead: 'Id, IsDeleted, MasterRecordId, IsConverted, ConvertedContactId',
  Contact: 'Id, IsDeleted, MasterRecordId',
};

/**
 * Where these leads and contacts are now; deleted ones are seen too, because a merged record is a deleted one that
 * names its survivor (salesforce-api.md §6). Ids that nobody can see are missing. One call per object type.
 */
export async function followRecords(
  org: Pick<SalesforceOrg, 'queryAll'>,
  recordIds: readonly string[],
): Promise<Map<string, Whereabouts>> {
  const found = new Map<string, Whereabouts>();
  for (const type of ['Lead', 'Contact'] as const) {
    const ids = [...new Set(recordIds.filter((id) => objectTypeOf(id) === type))];
    if (ids.length === 0) continue;
    const soql = `SELECT ${fields[type]} FROM ${type} WHERE Id IN (${idList(ids)})`;
    for (const row of await org.queryAll<Record<string, unknown>>(soql)) {
      const record = readRecord(row, type, { entries: [] });
      found.set(record.id, record.whereabouts);
    }
  }
  return found;
}

/** Of followed records those that became another one, with its id. */
export function movesOf(followed: ReadonlyMap<string, Whereabouts>): Map<string, string> {
  const moves = new Map<string, string>();
  for (const [id, whereabouts] of followed) {
    const target = targetOf(whereabouts);
    if (target !== null && target !== id) moves.set(id, target);
  }
  return moves;
}

function targetOf(whereabouts: Whereabouts): string | null {
  if (whereabouts.kind === 'converted') return whereabouts.contactId;
  return whereabouts.kind === 'merged' ? whereabouts.survivorId : null;
}
