import { describe, expect, it } from 'vitest';
import { dayInTimeZone, knownTimeZone } from './day-in-time-zone.js';

describe('dayInTimeZone', () => {
  it.each([
    ['2026-11-02T02:00:00Z', 'America/Los_Angeles', '2026-11-01'],
    ['2026-11-02T22:00:00Z', 'Australia/Sydney', '2026-11-03'],
    ['2026-12-31T23:30:00Z', 'Europe/Berlin', '2027-01-01'],
    // The hour of daylight saving decides: the same hour of the day is another day in winter.
    ['2026-07-01T22:30:00Z', 'Europe/Berlin', '2026-07-02'],
    ['2026-12-01T22:30:00Z', 'Europe/Berlin', '2026-12-01'],
    ['2026-11-02T09:30:00Z', 'UTC', '2026-11-02'],
    ['2026-11-02T09:30:00Z', 'GMT', '2026-11-02'],
  ])('%s in %s is %s', (at, timeZone, day) => {
    expect(dayInTimeZone(new Date(at), timeZone)).toBe(day);
  });
});

describe('knownTimeZone', () => {
  it('takes a name that means something, and UTC for anything else', () => {
    expect(knownTimeZone('Asia/Kolkata')).toBe('Asia/Kolkata');
    for (const name of [null, undefined, '', 'Mars/Olympus']) expect(knownTimeZone(name)).toBe('UTC');
  });
});

describe('days that are kept for a quarter of an hour', () => {
  it('are those of the moment, in every time zone', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    for (const [at, timeZone] of zones.entries()) {
      const said = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
      // Around the midnights and changes of a year of its own, in steps that meet a quarter twice and pass over none.
      const begin = Date.UTC(2023 + (at % 20), at % 12, 1 + (at % 28));
      for (let time = begin; time < begin + 2 * 86_400_000; time += 9 * 60_000 + 999)
        expect(dayInTimeZone(new Date(time), timeZone), `${timeZone} ${time}`).toBe(said.format(time));
    }
  });

  it('are not kept for times when clocks changed within a quarter', () => {
    expect(dayInTimeZone(new Date('2010-11-07T02:30:30Z'), 'America/St_Johns')).toBe('2010-11-07');
    expect(dayInTimeZone(new Date('2010-11-07T02:35:00Z'), 'America/St_Johns')).toBe('2010-11-06');
  });
});
