import type { FieldValue } from '../org/field-schema.js';
import type { Switches } from '../org/describe-switches.js';
import type { Column } from './column.js';
import { slashed, slashedTime } from './day-label.js';
import type { ReportRow } from './report-row.js';

export interface DataCell {
  label: string;
  value: FieldValue | { amount: number; currency: null };
  recordId?: string;
  escapedLabel?: string;
}

type CellSwitches = Pick<Switches, 'reportCellRecordId' | 'reportNameCellValue'>;

/** One cell, in the shapes of the recordings (salesforce-api.md §2.5, §2.6). */
export function dataCell(column: Column, row: ReportRow, switches: CellSwitches): DataCell {
  const value = column.value(row);
  const label = value === null ? '-' : cellLabel(column, value);
  const recordId = switches.reportCellRecordId && column.editable ? column.recordId(row) : null;
  const linked = switches.reportNameCellValue === 'id' ? column.linkedId(row) : null;
  return {
    label,
    ...(column.dataType === 'textarea' && { escapedLabel: escapeHtml(label) }),
    ...(recordId !== null && { recordId }),
    value: value === null ? null : (linked ?? cellValue(column, value)),
  };
}

export function cellLabel(column: Column, value: NonNullable<FieldValue>): string {
  switch (column.dataType) {
    case 'currency':
      return money(Number(value), column.source.field.scale);
    case 'percent':
      return `${number(Number(value), column.source.field.scale)}%`;
    case 'int':
    case 'double':
    case 'number':
      return number(Number(value), column.source.field.scale);
    case 'date':
      return slashed(String(value).slice(0, 10));
    case 'datetime':
      return String(value).length > 10 ? slashedTime(String(value)) : slashed(String(value));
    case 'multipicklist':
      return String(value).replaceAll(';', '; ');
    default:
      return lineBreaks(String(value));
  }
}

export function number(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function money(value: number, digits: number): string {
  return `$${number(value, digits)}`;
}

function cellValue(column: Column, value: NonNullable<FieldValue>): DataCell['value'] {
  switch (column.dataType) {
    case 'currency':
      return { amount: Number(value), currency: null };
    case 'datetime':
      return String(value).replace(/\.\d+\+0000$/, 'Z');
    default:
      return typeof value === 'string' ? lineBreaks(value) : value;
  }
}

function lineBreaks(text: string): string {
  return text.replaceAll(/\r?\n/g, '<br>');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
