import { describe, expect, it } from 'vitest';
import { fault } from './fault.js';
import { FaultPlan } from './fault-plan.js';
import { rowLocks } from './row-locks.js';

const path = '/services/data/v62.0/sobjects/Lead';

describe('FaultPlan', () => {
  it('counts matching calls only', () => {
    const plan = new FaultPlan();
    plan.add(fault.parse({ effect: { type: 'html' }, kinds: ['query'], after: 1, times: 1, pathContains: 'Lead' }));
    const strikes = [
      plan.strike('record-read', path),
      plan.strike('query', '/other'),
      plan.strike('query', path),
      plan.strike('query', path),
      plan.strike('query', path),
    ];
    expect(strikes.map((effects) => effects.length)).toEqual([0, 0, 0, 1, 0]);
    expect(plan.list()).toMatchObject([{ left: 0, hits: 1 }]);
  });

  it('never strikes its own administration', () => {
    const plan = new FaultPlan();
    plan.add(fault.parse({ effect: { type: 'html' } }));
    expect(plan.strike('unknown', '/simulator/faults')).toEqual([]);
  });
});

describe('rowLocks', () => {
  it('locks named rows in either form of their id, or a share of all', () => {
    const named = rowLocks([{ type: 'lock-rows', ids: ['00Q4S000002sSac'], rowShare: 1 }]);
    expect([named(['00Q4S000002sSacUAE']), named(['0054S000000JFmh']), named([])]).toMatchObject([
      { statusCode: 'UNABLE_TO_LOCK_ROW' },
      null,
      null,
    ]);
    const all = rowLocks([{ type: 'lock-rows', ids: [], rowShare: 1 }]);
    expect(all([])).not.toBeNull();
  });
});
