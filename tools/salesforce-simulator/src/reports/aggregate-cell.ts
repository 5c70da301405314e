import type { Aggregate } from './aggregate.js';
import { money, number } from './cell.js';
import { slashed } from './day-label.js';

export interface AggregateCell {
  label: string;
  value: string | number | null;
}

/** A total: currency as a plain number with a money label, unlike in detail cells (recorded so). */
export function aggregateCell({ kind, column, dataType }: Aggregate, value: string | number | null): AggregateCell {
  if (value === null) return { label: '-', value: null };
  if (typeof value === 'string') return { label: /^\d{4}-/.test(value) ? slashed(value.slice(0, 10)) : value, value };
  const digits = kind === 'a' ? 2 : (column?.source.field.scale ?? 0);
  return { label: dataType === 'currency' ? money(value, digits) : number(value, digits), value };
}
