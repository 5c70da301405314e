import type { FieldValue } from '../org/field-schema.js';
import type { ReportDescription } from '../org/describe-reports.js';
import type { Column } from './column.js';
import { comparable } from './compare-values.js';
import { cellLabel } from './cell.js';
import { slashed } from './day-label.js';
import type { ReportRow } from './report-row.js';

export type GroupingDescription = ReportDescription['groupingsDown'][number];

export interface Grouping {
  readonly column: Column;
  readonly description: GroupingDescription;
}

export interface GroupValue {
  readonly value: FieldValue;
  readonly label: string;
  readonly sortKey: string | number | null;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The group that a row falls into: a record id for name columns, the start of the period for dates. */
export function groupOf({ column, description }: Grouping, row: ReportRow): GroupValue {
  const value = column.value(row);
  if (value === null) return { value: null, label: '-', sortKey: null };
  const isDate = column.dataType === 'date' || column.dataType === 'datetime';
  if (isDate) return period(String(value).slice(0, 10), description.dateGranularity);
  return {
    value: column.linkedId(row) ?? value,
    label: cellLabel(column, value),
    sortKey: groupKey(column, value),
  };
}

function groupKey(column: Column, value: NonNullable<FieldValue>): string | number | null {
  if (column.derive === 'fiscal-quarter') return String(value).split('-').reverse().join('-');
  return column.dataType === 'picklist' ? picklistKey(column, value) : comparable(column.dataType, value);
}

/** A picklist groups in the order of its values; one that is no longer listed comes last. */
function picklistKey({ source }: Column, value: FieldValue): string {
  const { picklistValues } = source.field;
  const place = picklistValues.findIndex((listed) => listed.value === value);
  return `${String(place < 0 ? picklistValues.length : place).padStart(5, '0')} ${String(value).toLowerCase()}`;
}

function period(day: string, granularity: GroupingDescription['dateGranularity']): GroupValue {
  const [year = '', month = '', date = ''] = day.split('-');
  const monthName = months[Number(month) - 1] ?? '';
  const quarter = Math.ceil(Number(month) / 3);
  const firstOfQuarter = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
  const of = (value: string, label: string): GroupValue => ({ value, label, sortKey: value });
  switch (granularity) {
    case 'Month':
      return of(`${year}-${month}-01`, `${monthName} ${year}`);
    case 'Quarter':
      return of(firstOfQuarter, `Q${quarter} CY${year}`);
    case 'FiscalQuarter':
      return of(firstOfQuarter, `Q${quarter} FY ${year}`);
    case 'Year':
      return of(`${year}-01-01`, `CY${year}`);
    case 'FiscalYear':
      return of(`${year}-01-01`, `FY ${year}`);
    case 'MonthInYear':
      return of(month, monthName);
    case 'DayInMonth':
      return of(date, String(Number(date)));
    case 'Week': {
      const at = Date.parse(day);
      const sunday = at - new Date(at).getUTCDay() * 86_400_000;
      const first = new Date(sunday).toISOString().slice(0, 10);
      const last = new Date(sunday + 6 * 86_400_000).toISOString().slice(0, 10);
      return of(first, `${slashed(first)} - ${slashed(last)}`);
    }
    default:
      return of(day, slashed(day));
  }
}
