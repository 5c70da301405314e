import type { MappedValue, ObjectType, RecordRef } from '@ce/contracts';
import {
  buildQueries,
  type ImportedRecord,
  readPath,
  readRecord,
  type QueriedRecord as PlainRecord,
} from '@ce/field-mapping';
import type { RecordError, SalesforceOrg } from '@ce/salesforce';
import type { FieldsToRead } from '../check-mappings/org-fields.js';
import { pathsRefused } from './paths-refused.js';

export interface Person {
  record: ImportedRecord;
  /** The package's status field; null where the org has none. */
  packageStatus: MappedValue;
}

export type PeopleReader = Pick<SalesforceOrg, 'queryMany' | 'queryAll'>;

export interface PeopleRead {
  /** By record id; those that are not there are missing. */
  people: Map<string, Person>;
  /** Object types that could not be read at all, with why. */
  refused: Map<ObjectType, RecordError>;
}

/** Every refusal names a path or two; a mapping with more broken paths than this is described again. */
const REFUSALS = 8;

/**
 * Leads and contacts with all fields of the mapping, deleted ones with what is left of them. One call for up to 5
 * queries, each as long as Salesforce takes; a second one only where records are missing.
 * @param fields called again after `hide`
 */
export async function readPeople(
  org: PeopleReader,
  refs: readonly RecordRef[],
  fields: () => FieldsToRead,
  hide: (objectType: ObjectType, path: string) => void,
): Promise<PeopleRead> {
  const read: PeopleRead = { people: new Map(), refused: new Map() };
  let open = group(refs);
  for (let round = 0; round < REFUSALS && open.size > 0; round += 1) {
    open = await queryOnce(org, open, fields(), hide, read);
  }
  for (const type of open.keys()) if (!read.refused.has(type)) read.refused.set(type, tooMany);
  await readDeleted(org, refs, fields(), read);
  return read;
}

type Groups = Map<ObjectType, string[]>;

/** Returns what is to be asked again, without the paths that were refused. */
async function queryOnce(
  org: PeopleReader,
  groups: Groups,
  fields: FieldsToRead,
  hide: (objectType: ObjectType, path: string) => void,
  read: PeopleRead,
): Promise<Groups> {
  const queries = [...groups].flatMap(([objectType, ids]) =>
    buildQueries({ objectType, fields: fields.select[objectType], ids }).map((soql) => ({ objectType, soql })),
  );
  const answers = await org.queryMany<PlainRecord>(queries.map((query) => query.soql));
  const again: Groups = new Map();
  answers.forEach((answer, index) => {
    const objectType = queries[index]?.objectType;
    if (objectType === undefined) return;
    if (answer.kind === 'rows') {
      for (const row of answer.rows) keep(read, objectType, row, fields);
      return;
    }
    const paths = pathsRefused(answer.error, objectType, fields.select[objectType]);
    if (paths.length === 0) read.refused.set(objectType, answer.error);
    else again.set(objectType, groups.get(objectType) ?? []);
    for (const path of paths) hide(objectType, path);
  });
  return again;
}

async function readDeleted(
  org: PeopleReader,
  refs: readonly RecordRef[],
  fields: FieldsToRead,
  read: PeopleRead,
): Promise<void> {
  const missing = refs.filter(({ id, type }) => !read.people.has(id) && !read.refused.has(type));
  for (const [objectType, ids] of group(missing)) {
    const select = fields.select[objectType].filter((path) => ['Id', 'IsDeleted', 'MasterRecordId'].includes(path));
    for (const soql of buildQueries({ objectType, fields: select, ids })) {
      for (const row of await org.queryAll<PlainRecord>(soql)) keep(read, objectType, row, fields);
    }
  }
}

function keep(read: PeopleRead, objectType: ObjectType, row: PlainRecord, fields: FieldsToRead): void {
  const record = readRecord(row, objectType, fields.mapping);
  const statusField = fields.statusField[objectType];
  const status = statusField === undefined ? null : readPath(row, statusField);
  read.people.set(record.id, { record, packageStatus: typeof status === 'string' ? status : null });
}

function group(refs: readonly RecordRef[]): Groups {
  const groups = new Map<ObjectType, Set<string>>();
  for (const { type, id } of refs) {
    const ids = groups.get(type) ?? new Set();
    groups.set(type, ids.add(id));
  }
  return new Map([...groups].map(([type, ids]) => [type, [...ids]]));
}

const tooMany: RecordError = {
  errorClass: 'configuration',
  code: 'MAPPING_BROKEN',
  message: 'Too many fields of the mapping cannot be read.',
  fix: 'Correct the mapping or the field permissions of the connected user, then replay.',
  fields: [],
  scope: 'request',
  throttle: null,
  ambiguous: false,
};
