import { errorClass } from '@ce/contracts';
import type { RecordError } from '@ce/salesforce';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRetry, defaultRetryPolicy as policy } from './decide-retry.js';

const error = (facts: Partial<RecordError>): RecordError => ({
  errorClass: 'transient',
  code: 'X',
  message: 'm',
  fix: 'f',
  fields: [],
  scope: 'record',
  throttle: null,
  ambiguous: false,
  ...facts,
});

const anyError = fc.record({
  errorClass: fc.constantFrom(...errorClass.options),
  scope: fc.constantFrom('org' as const, 'request' as const, 'record' as const),
  throttle: fc.constantFrom(null, 'daily' as const, 'concurrent' as const),
  ambiguous: fc.boolean(),
});
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the retry policy', () => {
  it('never waits longer than its longest step, and never less than half the first', () => {
    fc.assert(
      fc.property(anyError, fc.nat(1_000), fraction, (facts, attempts, random) => {
        const decision = decideRetry({ error: error(facts), attempts }, policy, () => random);
        if (decision.kind === 'park') return;
        expect(decision.delayMs).toBeGreaterThanOrEqual(250);
        expect(decision.delayMs).toBeLessThanOrEqual(900_000);
        if (facts.ambiguous) expect(decision.delayMs).toBeGreaterThanOrEqual(policy.ambiguousMs);
      }),
    );
  });

  it('ends: every class that is counted is parked after a bounded number of attempts', () => {
    const counted = ['transient', 'concurrency', 'configuration', 'record', 'gone'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...counted), anyError, fraction, (cls, facts, random) => {
        let attempts = 0;
        for (let round = 0; round < 500; round += 1) {
          const decision = decideRetry({ error: error({ ...facts, errorClass: cls }), attempts }, policy, () => random);
          if (decision.kind === 'park') return;
          expect(decision.attempts).toBe(attempts + 1);
          attempts = decision.attempts;
        }
        expect.fail('was never parked');
      }),
    );
  });

  it('does not count the waiting for a limit or an approval as attempts, however long it takes', () => {
    for (const cls of ['daily-limit', 'authentication'] as const) {
      const decision = decideRetry({ error: error({ errorClass: cls }), attempts: 10_000 }, policy, () => 0.5);
      expect(decision).toMatchObject({ kind: 'retry', attempts: 10_000 });
    }
    const throttled = error({ throttle: 'reports-per-hour' });
    expect(decideRetry({ error: throttled, attempts: 24 }, policy, () => 0.99)).toMatchObject({
      kind: 'retry',
      attempts: 24,
    });
  });

  it('parks at once what would fail for ever', () => {
    for (const cls of ['record', 'gone', 'configuration'] as const) {
      expect(decideRetry({ error: error({ errorClass: cls }), attempts: 0 }, policy, () => 0)).toEqual({
        kind: 'park',
        attempts: 1,
      });
    }
  });

  it('waits where the org as a whole is to be mended', () => {
    const full = error({ errorClass: 'configuration', code: 'STORAGE_LIMIT_EXCEEDED', scope: 'org' });
    expect(decideRetry({ error: full, attempts: 3 }, policy, () => 0)).toMatchObject({ kind: 'retry', attempts: 4 });
  });

  it('spreads: two rows that fail together do not come back together', () => {
    const delay = (random: number) => decideRetry({ error: error({}), attempts: 6 }, policy, () => random);
    expect(delay(0)).toMatchObject({ delayMs: 32_000 });
    expect(delay(0.999)).toMatchObject({ delayMs: 63_968 });
  });

  it('comes sooner after a lock than after an outage', () => {
    const lock = decideRetry({ error: error({ errorClass: 'concurrency' }), attempts: 3 }, policy, () => 0.5);
    const outage = decideRetry({ error: error({}), attempts: 3 }, policy, () => 0.5);
    if (lock.kind !== 'retry' || outage.kind !== 'retry') throw new Error('expected retries');
    expect(lock.delayMs).toBeLessThan(outage.delayMs);
  });
});
