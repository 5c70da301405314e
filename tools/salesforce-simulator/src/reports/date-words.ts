const day = 24 * 60 * 60_000;

/** Days from `from` up to and including `to`, as `yyyy-MM-dd`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const single: Record<string, [Unit, number]> = {
  TODAY: ['DAY', 0],
  YESTERDAY: ['DAY', -1],
  TOMORROW: ['DAY', 1],
};

/**
 * Understands `2026-09-04`, `2026-09-04T10:00:00Z`, `TODAY`, `THIS_MONTH`, `LAST_N_DAYS:30` and their kin; null for
 * anything else. Days are UTC days.
 */
export function readDate(text: string, now: number): DayRange | null {
  const word = text.trim().toUpperCase();
  const iso = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(word)?.[1];
  if (iso !== undefined) return Number.isNaN(Date.parse(iso)) ? null : { from: iso, to: iso };
  const one = single[word];
  if (one !== undefined) return unitRange(one[0], one[1], one[1], now);
  const plain = /^(THIS|LAST|NEXT)_(DAY|WEEK|MONTH|QUARTER|YEAR)$/.exec(word);
  if (plain !== null) {
    const offset = { THIS: 0, LAST: -1, NEXT: 1 }[plain[1] as 'THIS' | 'LAST' | 'NEXT'];
    return unitRange(plain[2] as Unit, offset, offset, now);
  }
  const counted = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S:(\d+)$/.exec(word);
  if (counted !== null) {
    const [unit, count] = [counted[2] as Unit, Number(counted[3])];
    // The last days include today; longer units end before the current one.
    if (counted[1] === 'LAST') return unitRange(unit, -count, unit === 'DAY' ? 0 : -1, now);
    return unitRange(unit, 1, count, now);
  }
  const short = /^(LAST|NEXT)_(7|30|60|90|120)_DAYS$|^LAST_(7|30|60|90|120)$/.exec(word);
  if (short === null) return null;
  return readDate(`${short[1] ?? 'LAST'}_N_DAYS:${short[2] ?? short[3] ?? ''}`, now);
}

function unitRange(unit: Unit, first: number, last: number, now: number): DayRange {
  return { from: toDay(startOf(unit, first, now)), to: toDay(startOf(unit, last + 1, now) - day) };
}

/** Start of the unit that lies `offset` units from the current one; weeks begin on Sunday. */
function startOf(unit: Unit, offset: number, now: number): number {
  const at = new Date(now);
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  switch (unit) {
    case 'DAY':
      return Date.UTC(year, month, date + offset);
    case 'WEEK':
      return Date.UTC(year, month, date - at.getUTCDay() + 7 * offset);
    case 'MONTH':
      return Date.UTC(year, month + offset, 1);
    case 'QUARTER':
      return Date.UTC(year, month - (month % 3) + 3 * offset, 1);
    case 'YEAR':
      return Date.UTC(year + offset, 0, 1);
  }
}

function toDay(epoch: number): string {
  return new Date(epoch).toISOString().slice(0, 10);
}
