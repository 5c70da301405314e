import type { ObjectSchema, OrgRecord } from '../org/field-schema.js';
import type { ReportReader } from './report-org.js';
import type { ReportRow } from './report-row.js';
import type { ReportJoin, ReportType } from './report-type.js';
import { objectsOf } from './report-type.js';

type Sees = (record: OrgRecord) => boolean;

/** Every joined row that the user may see, in order of creation of the root records; time grows with the rows. */
export function joinRows(reader: ReportReader, type: ReportType): ReportRow[] {
  const { org } = reader;
  const objects = objectsOf(type);
  const sees = new Map(objects.map((name) => [name, seesRecords(reader, org.object(name))]));
  const rows: (OrgRecord | undefined)[][] = [];
  const root = sees.get(type.root);
  for (const record of org.records.all(type.root)) if (root?.(record)) rows.push([record]);
  return type.joins.reduce((joined, join) => addJoin(reader, objects, joined, join, sees.get(join.object)), rows);
}

function addJoin(
  { org }: ReportReader,
  objects: readonly string[],
  rows: (OrgRecord | undefined)[][],
  join: ReportJoin,
  sees: Sees = () => true,
): (OrgRecord | undefined)[][] {
  const from = objects.indexOf(join.from);
  const children = join.by === 'child' ? childrenBy(org.records.all(join.object), join.field, sees) : null;
  const matches = (record: OrgRecord): readonly OrgRecord[] => {
    if (children !== null) return children.get(record.Id) ?? [];
    const id = record[join.field];
    const found = typeof id === 'string' ? org.records.get(id) : undefined;
    return found !== undefined && sees(found) ? [found] : [];
  };
  const joined: (OrgRecord | undefined)[][] = [];
  for (const row of rows) {
    const parent = row[from];
    const found = parent === undefined ? [] : matches(parent);
    for (const record of found) joined.push([...row, record]);
    if (found.length === 0 && join.joinType === 'OUTER') joined.push([...row, undefined]);
  }
  return joined;
}

function childrenBy(records: Iterable<OrgRecord>, field: string, sees: Sees): Map<string, OrgRecord[]> {
  const children = new Map<string, OrgRecord[]>();
  for (const record of records) {
    const parent = record[field];
    if (typeof parent !== 'string' || !sees(record)) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [record]);
    else siblings.push(record);
  }
  return children;
}

/** Asks the sharing rules once per object where they let everything through. */
function seesRecords({ org, user }: ReportReader, object: ObjectSchema): Sees {
  const stranger: OrgRecord = { Id: '' };
  const everything = org.access.canReadRecord(user, object, stranger);
  return (record) => record['IsDeleted'] !== true && (everything || org.access.canReadRecord(user, object, record));
}
