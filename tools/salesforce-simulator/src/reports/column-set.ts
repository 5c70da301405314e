import type { FieldSchema, ObjectSchema, OrgRecord } from '../org/field-schema.js';
import type { Column, ColumnSource } from './column.js';
import { makeColumn } from './column.js';
import type { ReportReader } from './report-org.js';
import type { ReportRow } from './report-row.js';
import type { ColumnSpec, ReportType } from './report-type.js';
import { objectsOf } from './report-type.js';

export type FoundColumn = { kind: 'column'; column: Column } | { kind: 'hidden' } | { kind: 'unknown' };
type FoundSource = { kind: 'source'; source: ColumnSource } | { kind: 'hidden' } | { kind: 'unknown' };

/** The columns of one report type as one user may see them. */
export class ColumnSet {
  private readonly specs: Map<string, ColumnSpec>;
  private readonly found = new Map<string, FoundColumn>();

  constructor(
    private readonly reader: ReportReader,
    private readonly type: ReportType,
  ) {
    this.specs = new Map(type.columns.map((spec) => [spec.name, spec]));
  }

  /** Custom types may be spelled `Contact$FirstName` as well (salesforce-api.md §2.10). */
  find(name: string): FoundColumn {
    const known = this.found.get(name);
    if (known !== undefined) return known;
    const spec = this.specs.get(name) ?? this.specs.get(name.replace('$', '.'));
    const found = spec === undefined ? ({ kind: 'unknown' } as const) : this.resolve(name, spec);
    this.found.set(name, found);
    return found;
  }

  visible(): Column[] {
    return [...this.specs.keys()].flatMap((name) => {
      const found = this.find(name);
      return found.kind === 'column' ? [found.column] : [];
    });
  }

  private resolve(name: string, spec: ColumnSpec): FoundColumn {
    const results = spec.paths.map((path) => this.source(path));
    const [first, ...others] = results.flatMap((result) => (result.kind === 'source' ? [result.source] : []));
    if (first === undefined)
      return results.some((result) => result.kind === 'hidden') ? { kind: 'hidden' } : { kind: 'unknown' };
    const standard = !this.type.type.endsWith('__c');
    if (standard && first.field.type === 'id' && this.reader.org.description.switches.reportIdColumns === 'absent') {
      return { kind: 'unknown' };
    }
    return { kind: 'column', column: makeColumn(this.reader.org, name, spec, [first, ...others]) };
  }

  private source(path: string): FoundSource {
    const { org, user } = this.reader;
    const [start = '', ...rest] = path.split('.');
    const fieldName = rest.pop() ?? '';
    const position = objectsOf(this.type).indexOf(start);
    let object = org.schema.object(start);
    const jumps: string[] = [];
    for (const relation of rest) {
      const reference = object && relationOf(object, relation);
      if (object === undefined || reference === undefined) return { kind: 'unknown' };
      if (!this.mayRead(object, reference)) return { kind: 'hidden' };
      jumps.push(reference.name);
      object = org.schema.object(reference.referenceTo.includes('User') ? 'User' : (reference.referenceTo[0] ?? ''));
    }
    const field = object?.fields.get(fieldName);
    if (object === undefined || field === undefined) return { kind: 'unknown' };
    if (!this.mayRead(object, field) || !org.access.canReadObject(user, start)) return { kind: 'hidden' };
    const startOf = (row: ReportRow) => row[position];
    return { kind: 'source', source: { object, field, path, start: startOf, holder: this.holder(startOf, jumps) } };
  }

  private holder(startOf: (row: ReportRow) => OrgRecord | undefined, jumps: readonly string[]) {
    const { records } = this.reader.org;
    return (row: ReportRow) =>
      jumps.reduce((record: OrgRecord | undefined, jump) => {
        const id = record?.[jump];
        return typeof id === 'string' ? records.get(id) : undefined;
      }, startOf(row));
  }

  private mayRead(object: ObjectSchema, field: FieldSchema): boolean {
    return this.reader.org.access.fieldAccess(this.reader.user, object.name, field) !== 'none';
  }
}

function relationOf(object: ObjectSchema, relation: string): FieldSchema | undefined {
  return [...object.fields.values()].find((field) => field.relationshipName === relation);
}
