import type { DurableSection, DurableState } from './durable-state.js';
import type { FieldSchema, FieldValue, OrgRecord } from './field-schema.js';
import type { OrgSchema } from './org-schema.js';
import { toId18 } from './record-id.js';

type Index = Map<string, Set<string>>;

/**
 * The records of all objects, without any rules. Records are immutable: a change is a new object under the same id.
 * Deleted ones stay, marked, as in the recycle bin.
 */
export class RecordStore {
  private readonly tables = new Map<string, Map<string, OrgRecord>>();
  private readonly indexes = new Map<string, Map<string, Index>>();
  private readonly durable: DurableSection<[string, OrgRecord]>;
  private readonly versions = new Map<string, number>();
  private readonly living = new Map<string, number>();
  private undo: { object: string; id: string; before: OrgRecord | undefined }[] | null = null;

  constructor(
    private readonly schema: OrgSchema,
    private readonly state: DurableState,
  ) {
    this.durable = state.section('records');
    for (const [id, [object, record]] of this.durable.entries()) {
      this.table(object).set(id, record);
      this.countLiving(object, undefined, record);
    }
  }

  get(id: string): OrgRecord | undefined {
    const object = this.schema.objectOfId(id);
    return object && this.table(object.name).get(toId18(id));
  }

  /** In order of creation, deleted ones included. */
  all(object: string): IterableIterator<OrgRecord> {
    return this.table(object).values();
  }

  /** Rises with every change to a record of the object, so that what was read of it can be kept until then. */
  version(object: string): number {
    return this.versions.get(object) ?? 0;
  }

  count(object: string): number {
    return this.table(object).size;
  }

  /** Without the deleted ones; kept up to date, so that asking costs nothing. */
  countOfLiving(object: string): number {
    return this.living.get(object) ?? 0;
  }

  /** Equal values by an index that is built when first asked for; text without regard to case, as Salesforce compares. */
  findBy(object: string, field: FieldSchema, value: FieldValue): OrgRecord[] {
    const table = this.table(object);
    const ids = this.index(object, field).get(indexKey(field, value));
    return ids === undefined ? [] : [...ids].flatMap((id) => table.get(id) ?? []);
  }

  put(object: string, record: OrgRecord): void {
    const before = this.table(object).get(record.Id);
    this.undo?.push({ object, id: record.Id, before });
    this.replace(object, record.Id, before, record);
    if (this.undo === null) this.persist(object, record.Id);
  }

  /** Runs `work` as one transaction: what it wrote stays only when it says so, and only then reaches the disk. */
  transact<T>(work: () => { keep: boolean; value: T }): T {
    const outer = this.undo;
    const log: typeof outer = [];
    this.undo = log;
    let keep = false;
    try {
      const result = work();
      keep = result.keep;
      return result.value;
    } finally {
      this.undo = outer;
      if (!keep) this.rollBack(log);
      else if (outer !== null) outer.push(...log);
      else for (const { object, id } of log) this.persist(object, id);
    }
  }

  private rollBack(log: { object: string; id: string; before: OrgRecord | undefined }[]): void {
    for (const { object, id, before } of log.reverse()) this.replace(object, id, this.table(object).get(id), before);
  }

  private replace(object: string, id: string, before: OrgRecord | undefined, after: OrgRecord | undefined): void {
    const table = this.table(object);
    this.versions.set(object, this.version(object) + 1);
    this.countLiving(object, before, after);
    if (after === undefined) table.delete(id);
    else table.set(id, after);
    for (const [name, index] of this.indexes.get(object) ?? []) {
      const field = this.schema.object(object)?.fields.get(name);
      if (field === undefined) continue;
      const [oldKey, newKey] = [before, after].map((row) => row && indexKey(field, row[name] ?? null));
      if (oldKey === newKey) continue;
      if (oldKey !== undefined) index.get(oldKey)?.delete(id);
      if (newKey !== undefined) addTo(index, newKey, id);
    }
  }

  private countLiving(object: string, before: OrgRecord | undefined, after: OrgRecord | undefined): void {
    const lives = (record: OrgRecord | undefined) => (record !== undefined && record['IsDeleted'] !== true ? 1 : 0);
    this.living.set(object, this.countOfLiving(object) + lives(after) - lives(before));
  }

  private persist(object: string, id: string): void {
    const record = this.table(object).get(id);
    if (record !== undefined) this.durable.put(id, [object, record]);
  }

  private index(object: string, field: FieldSchema): Index {
    const ofObject = this.indexes.get(object) ?? new Map<string, Index>();
    this.indexes.set(object, ofObject);
    const existing = ofObject.get(field.name);
    if (existing !== undefined) return existing;
    const index: Index = new Map();
    for (const record of this.all(object)) addTo(index, indexKey(field, record[field.name] ?? null), record.Id);
    ofObject.set(field.name, index);
    return index;
  }

  private table(object: string): Map<string, OrgRecord> {
    const table = this.tables.get(object) ?? new Map<string, OrgRecord>();
    this.tables.set(object, table);
    return table;
  }
}

function addTo(index: Index, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}

function indexKey(field: FieldSchema, value: FieldValue): string {
  if (value === null) return '';
  if (field.type === 'id' || field.type === 'reference') return toId18(String(value));
  return field.caseSensitive ? String(value) : String(value).toLowerCase();
}
