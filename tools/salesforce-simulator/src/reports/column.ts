import type { FieldSchema, FieldValue, ObjectSchema, OrgRecord } from '../org/field-schema.js';
import type { Org } from '../org/org.js';
import { readPlain } from '../org/read-value.js';
import type { ReportRow } from './report-row.js';
import type { ColumnSpec } from './report-type.js';

/** A path of a column, found in the org's schema. */
export interface ColumnSource {
  readonly object: ObjectSchema;
  readonly field: FieldSchema;
  readonly path: string;
  /** The record that starts the path. */
  start(row: ReportRow): OrgRecord | undefined;
  /** The record that holds the field. */
  holder(row: ReportRow): OrgRecord | undefined;
}

/** A column as one user sees it, ready to read rows. */
export interface Column {
  readonly name: string;
  readonly label: string;
  readonly category: string;
  readonly dataType: string;
  readonly isName: boolean;
  /** Inline-editable, which gives the column `fieldInfo` and its cells `recordId` (salesforce-api.md §2.6). */
  readonly editable: boolean;
  readonly source: ColumnSource;
  readonly derive: ColumnSpec['derive'];
  /** What filters, sorts and groups compare. */
  value(row: ReportRow): FieldValue;
  /** The record whose name this is; null in other columns. */
  linkedId(row: ReportRow): string | null;
  recordId(row: ReportRow): string | null;
  /** The record that holds the value; rows that share it are one record to a sum. */
  holderId(row: ReportRow): string | null;
}

export function makeColumn(
  org: Org,
  name: string,
  spec: ColumnSpec,
  sources: readonly [ColumnSource, ...ColumnSource[]],
): Column {
  const [first] = sources;
  const own = first.path.split('.').length === 2;
  const present = (row: ReportRow) => sources.find((source) => source.start(row) !== undefined) ?? first;
  return {
    name,
    label: spec.label ?? first.field.label,
    category: spec.category,
    dataType: spec.dataType ?? first.field.type,
    isName: spec.isName === true,
    editable: own && isEditable(first.field),
    source: first,
    derive: spec.derive,
    value: (row) => {
      const source = present(row);
      const record = source.holder(row);
      if (record === undefined) return null;
      const holder = org.schema.objectOfId(record.Id) ?? source.object;
      return shown(readPlain(org, holder, record, source.field), spec);
    },
    linkedId: (row) => (spec.isName === true ? (present(row).holder(row)?.Id ?? null) : null),
    recordId: (row) => present(row).start(row)?.Id ?? null,
    holderId: (row) => present(row).holder(row)?.Id ?? null,
  };
}

function isEditable(field: FieldSchema): boolean {
  if (field.name === 'LastActivityDate') return true;
  return field.updateable && !['textarea', 'reference'].includes(field.type) && !field.name.endsWith('State');
}

function shown(value: FieldValue, spec: ColumnSpec): FieldValue {
  if (typeof value !== 'string') return value;
  if (value === '') return null;
  if (spec.derive === 'fiscal-quarter') return fiscalQuarter(value);
  return spec.dayOnly === true ? value.slice(0, 10) : value;
}

/** `Q3-2007`: fiscal years are calendar years here. */
function fiscalQuarter(day: string): string {
  return `Q${Math.ceil(Number(day.slice(5, 7)) / 3)}-${day.slice(0, 4)}`;
}
