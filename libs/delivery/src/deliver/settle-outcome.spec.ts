import type { RecordError } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { defaultRetryPolicy as policy } from '../retry-policy/decide-retry.js';
import { outcomesOfWrites } from './outcomes-of-writes.js';
import { pauseAfter } from './pause-after.js';
import { settleOutcome } from './settle-outcome.js';

const now = new Date('2026-01-01T00:00:00Z');
const context = { policy, now, random: () => 0 };
const error: RecordError = {
  errorClass: 'transient',
  code: 'NO_ANSWER',
  message: 'm',
  fix: 'f',
  fields: [],
  scope: 'org',
  throttle: null,
  ambiguous: true,
};

describe('what becomes of a row', () => {
  it('keeps a doubt until something settles it', () => {
    const first = settleOutcome({ attempts: 0, ambiguous: false }, { kind: 'failed', error }, context);
    expect(first).toMatchObject({
      state: 'waiting',
      ambiguous: true,
      attempts: 1,
      notBefore: new Date(now.getTime() + policy.ambiguousMs),
    });
    const again = settleOutcome(
      { attempts: 1, ambiguous: true },
      { kind: 'failed', error: { ...error, ambiguous: false } },
      context,
    );
    expect(again).toMatchObject({ state: 'waiting', ambiguous: true });
  });

  it('is done, superseded, parked or later as the service says', () => {
    const row = { attempts: 2, ambiguous: false };
    expect(settleOutcome(row, { kind: 'done', resultId: '00T1' }, context)).toEqual({
      state: 'done',
      resultId: '00T1',
    });
    expect(settleOutcome(row, { kind: 'superseded', reason: 'newer' }, context)).toEqual({
      state: 'superseded',
      reason: 'newer',
    });
    const park = { kind: 'park', errorClass: 'record', code: 'UNDECIDED', reason: 'r', fix: 'f' } as const;
    expect(settleOutcome(row, park, context)).toMatchObject({ state: 'parked', code: 'UNDECIDED', attempts: 3 });
    const later = { kind: 'later', notBefore: now, reason: 'waits for its campaign' } as const;
    expect(settleOutcome(row, later, context)).toMatchObject({ state: 'waiting', attempts: 2, notBefore: now });
  });

  it('follows each record’s own result', () => {
    const rows = [{ id: 'a' }, { id: 'b' }];
    const outcomes = outcomesOfWrites(rows, [
      { kind: 'saved', id: '00T1', created: true },
      { kind: 'refused', error },
    ]);
    expect([...outcomes]).toEqual([
      ['a', { kind: 'done', resultId: '00T1' }],
      ['b', { kind: 'failed', error }],
    ]);
  });
});

describe('the pause of a lane after a failed call', () => {
  const pause = (facts: Partial<RecordError>, failures = 0) =>
    pauseAfter({ ...error, ...facts }, failures, policy, () => 0);

  it('grows while an org is away, up to a minute', () => {
    expect([0, 1, 5, 20].map((failures) => pause({}, failures))).toEqual([500, 1_000, 16_000, 30_000]);
  });

  it('is short before the next lease says more, and none where the batch was the cause', () => {
    expect(pause({ errorClass: 'daily-limit' })).toBe(2_500);
    expect(pause({ errorClass: 'configuration', scope: 'request' })).toBe(0);
    expect(pause({ errorClass: 'transient', scope: 'request' })).toBe(0);
  });
});
