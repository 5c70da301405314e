import { LeaseError } from '@ce/delivery';
import { SalesforceError } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { afterAnswer, afterError, intervalFor } from './next-poll.js';

const minute = 60_000;
const pace = { intervalMs: 15 * minute, failures: 2, chance: 0.5, now: new Date('2026-09-30T12:00:00Z') };

function failure(change: Partial<SalesforceError>): SalesforceError {
  return new SalesforceError({
    errorClass: 'transient',
    code: 'X',
    message: 'It failed.',
    fix: 'Wait.',
    fields: [],
    scope: 'request',
    throttle: null,
    ambiguous: false,
    attempted: 'run a report',
    status: 403,
    ...change,
  });
}

describe('afterAnswer', () => {
  it('polls again after the interval, a little spread', () => {
    const read = (chance: number) =>
      afterAnswer({ kind: 'done', value: { kind: 'complete', rows: 3, way: 'as-saved' } }, { ...pace, chance });
    expect(read(0.5)).toMatchObject({ state: 'read', rows: 3, nextInMs: 15 * minute, failures: 0, keepCursor: false });
    expect([read(0).nextInMs, read(1).nextInMs]).toEqual([14.25 * minute, 15.75 * minute]);
  });

  it('goes on when calls are there again, from where it stands', () => {
    const resumesAt = new Date('2026-09-30T14:00:00Z');
    expect(afterAnswer({ kind: 'exhausted', reason: 'No calls left.', resumesAt, callsMade: 3 }, pace)).toMatchObject({
      nextInMs: 120 * minute,
      keepCursor: true,
      code: 'budget-exhausted',
    });
  });

  it('looks at a refused report once an hour', () => {
    const value = { kind: 'refused', code: 'joined-report', reason: 'It is joined.', fix: 'Unjoin it.' } as const;
    expect(afterAnswer({ kind: 'done', value }, pace)).toMatchObject({ state: 'refused', nextInMs: 60 * minute });
  });
});

describe('afterError', () => {
  it('rests all reports of the org when its hour is used up, and one report when too many run at once', () => {
    expect(afterError(failure({ throttle: 'reports-per-hour' }), pace)).toMatchObject({
      state: 'failing',
      reason: 'It failed.',
      pauseConnectionMs: 7.5 * minute,
      keepCursor: true,
    });
    expect(afterError(failure({ throttle: 'reports-at-once', errorClass: 'concurrency' }), pace)).toMatchObject({
      state: null,
      nextInMs: 12_500,
      failures: 2,
    });
  });

  it.each(['configuration', 'gone', 'record'] as const)('says in words what a person must mend: %s', (errorClass) => {
    expect(afterError(failure({ errorClass }), pace)).toMatchObject({
      state: 'refused',
      reason: 'It failed.',
      fix: 'Wait.',
    });
  });

  it('backs off from a failing org, by longer and longer', () => {
    const next = (failures: number) => afterError(failure({}), { ...pace, failures }).nextInMs;
    expect(next(1)).toBeGreaterThan(next(0));
    expect(next(50)).toBeLessThanOrEqual(15 * minute);
  });

  it('comes back within seconds when only auth was away, and says nothing of the report', () => {
    expect(afterError(new LeaseError('no answer'), pace)).toMatchObject({ state: null, nextInMs: 2_000, failures: 2 });
  });
});

describe('intervalFor', () => {
  it.each([
    [1, 15 * minute],
    [100, 15 * minute],
    [200, 30 * minute],
  ])('keeps %i runs a round within the hourly allowance', (runsPerRound, expected) => {
    expect(intervalFor({ intervalMs: 15 * minute, runsPerRound, runsPerHour: 400 })).toBe(expected);
  });
});
