import { describe, expect, it } from 'vitest';
import { readDate } from './date-words.js';

const wednesday = Date.parse('2026-09-30T12:00:00Z');

describe('readDate', () => {
  it.each([
    ['2026-02-28', '2026-02-28', '2026-02-28'],
    ['2026-09-04T10:00:00Z', '2026-09-04', '2026-09-04'],
    ['TODAY', '2026-09-30', '2026-09-30'],
    ['yesterday', '2026-09-29', '2026-09-29'],
    ['LAST_N_DAYS:30', '2026-08-31', '2026-09-30'],
    ['NEXT_N_DAYS:2', '2026-10-01', '2026-10-02'],
    ['LAST_30_DAYS', '2026-08-31', '2026-09-30'],
    ['THIS_WEEK', '2026-09-27', '2026-10-03'],
    ['LAST_MONTH', '2026-08-01', '2026-08-31'],
    ['THIS_QUARTER', '2026-07-01', '2026-09-30'],
    ['LAST_N_MONTHS:2', '2026-07-01', '2026-08-31'],
    ['NEXT_YEAR', '2027-01-01', '2027-12-31'],
  ])('%s', (text, from, to) => {
    expect(readDate(text, wednesday)).toEqual({ from, to });
  });

  it.each(['', 'soon', '2026-13-01', '30/09/2026', 'LAST_N_DAYS:'])('does not know %j', (text) => {
    expect(readDate(text, wednesday)).toBeNull();
  });
});
