import { type RecordRef, toLongId } from '@ce/contracts';
import type { ReportCell, ReportRun } from '@ce/salesforce';
import type { RecordIdPlace } from '../judge-report/find-record-id.js';

export interface Page {
  /** Each record once. */
  readonly records: readonly RecordRef[];
  /** Rows as Salesforce sent them, joined ones repeated. */
  readonly rows: number;
  /** The last row's value of the key column that was not blank. */
  readonly lastKey: string | null;
  readonly allData: boolean;
  /** `RowCount` of the whole report as this run saw it; null where the run does not say. */
  readonly rowCount: number | null;
}

type Row = readonly ReportCell[];

const prefixes = { Lead: '00Q', Contact: '003' } as const;

/** Rows of a tabular, summary or matrix run: they lie under the deepest groupings. Source: salesforce-api.md §2.5. */
export function readPage(run: ReportRun, places: readonly RecordIdPlace[], key: string | null): Page {
  const columns = run.reportMetadata.detailColumns;
  const rows = Object.values(run.factMap).flatMap((entry) => (entry.rows ?? []).map((row): Row => row.dataCells));
  const records = new Map<string, RecordRef>();
  for (const row of rows) {
    const record = recordOf(row, columns, places);
    if (record !== undefined) records.set(record.id, record);
  }
  return {
    records: [...records.values()],
    rows: rows.length,
    lastKey: key === null ? null : lastKeyOf(rows, columns.indexOf(key)),
    allData: run.allData,
    rowCount: rowCountOf(run),
  };
}

/**
 * A member of a campaign that was converted has both ids; the contact is the one that can still be written to. So all
 * places are asked, and a contact wins over a lead. Source: salesforce-api.md §2.6, §6.
 */
function recordOf(row: Row, columns: readonly string[], places: readonly RecordIdPlace[]): RecordRef | undefined {
  let found: RecordRef | undefined;
  for (const place of places) {
    if (found?.type === place.objectType || found?.type === 'Contact') continue;
    const id = idAt(row, columns, place);
    if (id !== undefined) found = { type: place.objectType, id };
  }
  return found;
}

function idAt(row: Row, columns: readonly string[], place: RecordIdPlace): string | undefined {
  const candidates =
    place.by === 'record-id' ? row.map((cell) => cell.recordId) : [row[columns.indexOf(place.column)]?.value];
  const id = candidates.find((value) => isIdOf(prefixes[place.objectType], value));
  return typeof id === 'string' ? toLongId(id) : undefined;
}

function isIdOf(prefix: string, value: unknown): boolean {
  return typeof value === 'string' && value.startsWith(prefix) && /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(value);
}

function lastKeyOf(rows: readonly Row[], index: number): string | null {
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const value = rows[at]?.[index]?.value;
    if (isIdOf('', value)) return toLongId(String(value));
  }
  return null;
}

function rowCountOf(run: ReportRun): number | null {
  const position = (run.reportMetadata.aggregates ?? []).indexOf('RowCount');
  const value = position < 0 ? undefined : run.factMap['T!T']?.aggregates?.[position]?.value;
  return typeof value === 'number' ? value : null;
}
