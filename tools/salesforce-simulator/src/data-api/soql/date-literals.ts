import { malformed } from './soql-fault.js';

/** From inclusive to exclusive, epoch milliseconds, in UTC. */
export interface DateRange {
  readonly from: number;
  readonly to: number;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const day = 86_400_000;

/** `TODAY`, `LAST_N_DAYS:30`, `THIS_QUARTER`, …; fiscal years are calendar years here. */
export function dateRange(literal: string, now: number): DateRange {
  const [word = '', count] = literal.toUpperCase().replace('FISCAL_', '').split(':');
  const n = Number(count ?? Number.NaN);
  if (word === 'TODAY') return span('DAY', now, 0, 1);
  if (word === 'YESTERDAY') return span('DAY', now, -1, 1);
  if (word === 'TOMORROW') return span('DAY', now, 1, 1);
  if (word === 'LAST_90_DAYS') return { from: span('DAY', now, -90, 1).from, to: span('DAY', now, 0, 1).to };
  if (word === 'NEXT_90_DAYS') return span('DAY', now, 1, 90);
  const fixed = /^(THIS|LAST|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(word);
  if (fixed) return span(fixed[2] as Unit, now, { THIS: 0, LAST: -1, NEXT: 1 }[fixed[1] as 'THIS'], 1);
  const moving = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S$/.exec(word);
  if (moving && !Number.isNaN(n)) {
    const unit = moving[2] as Unit;
    if (moving[1] === 'NEXT') return span(unit, now, 1, n);
    // The last n days reach up to and include today; longer units stop before the current one.
    return unit === 'DAY' ? { from: start('DAY', now, -n), to: start('DAY', now, 1) } : span(unit, now, -n, n);
  }
  const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/.exec(word);
  if (ago && !Number.isNaN(n)) return span(ago[1] as Unit, now, -n, 1);
  throw malformed(`unexpected token: '${literal}'`);
}

function span(unit: Unit, now: number, offset: number, length: number): DateRange {
  return { from: start(unit, now, offset), to: start(unit, now, offset + length) };
}

function start(unit: Unit, now: number, offset: number): number {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const midnight = Date.UTC(year, month, date.getUTCDate());
  switch (unit) {
    case 'DAY':
      return midnight + offset * day;
    case 'WEEK':
      return midnight - date.getUTCDay() * day + offset * 7 * day;
    case 'MONTH':
      return Date.UTC(year, month + offset, 1);
    case 'QUARTER':
      return Date.UTC(year, (Math.floor(month / 3) + offset) * 3, 1);
    case 'YEAR':
      return Date.UTC(year + offset, 0, 1);
  }
}
