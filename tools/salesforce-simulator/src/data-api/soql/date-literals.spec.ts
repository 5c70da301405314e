import { describe, expect, it } from 'vitest';
import { dateRange } from './date-literals.js';

// A Wednesday.
const now = Date.parse('2026-09-30T12:00:00Z');
const days = ({ from, to }: { from: number; to: number }) =>
  [from, to].map((time) => new Date(time).toISOString().slice(0, 10));

describe('dateRange', () => {
  it.each([
    ['TODAY', '2026-09-30', '2026-10-01'],
    ['YESTERDAY', '2026-09-29', '2026-09-30'],
    ['THIS_WEEK', '2026-09-27', '2026-10-04'],
    ['LAST_MONTH', '2026-08-01', '2026-09-01'],
    ['THIS_QUARTER', '2026-07-01', '2026-10-01'],
    ['NEXT_YEAR', '2027-01-01', '2028-01-01'],
    ['LAST_N_DAYS:3', '2026-09-27', '2026-10-01'],
    ['NEXT_N_DAYS:2', '2026-10-01', '2026-10-03'],
    ['LAST_N_MONTHS:2', '2026-07-01', '2026-09-01'],
    ['N_DAYS_AGO:10', '2026-09-20', '2026-09-21'],
    ['THIS_FISCAL_YEAR', '2026-01-01', '2027-01-01'],
  ])('%s', (literal, from, to) => expect(days(dateRange(literal, now))).toEqual([from, to]));
});
