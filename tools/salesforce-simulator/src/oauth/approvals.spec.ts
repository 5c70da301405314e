import { describe, expect, it } from 'vitest';
import { approvalsToEnd } from './approvals.js';

const approval = (approvedAt: number, userId = 'ada', clientId = 'app') => ({
  approvedAt,
  userId,
  clientId,
  // The later approved, the longer unused.
  lastUsedAt: 100 - approvedAt,
});
const live = [3, 1, 5, 2, 4].map((at) => approval(at));

describe('approvalsToEnd', () => {
  it.each([
    ['sixth', 5, [1]],
    ['sixth', 4, []],
    ['fifth', 5, [1, 2]],
    ['fifth', 4, [1]],
    ['fifth', 3, []],
  ] as const)('the %s on top of %i ends %j', (endsAt, count, ended) => {
    const some = [...live].sort((a, b) => a.approvedAt - b.approvedAt).slice(0, count);
    expect(approvalsToEnd(some, approval(9), endsAt).map(({ approvedAt }) => approvedAt)).toEqual(ended);
  });

  it('can end the least recently used instead', () => {
    expect(approvalsToEnd(live, approval(9), 'sixth', 'least-recently-used')).toEqual([approval(5)]);
  });

  it('counts each user and each app by itself', () => {
    expect(approvalsToEnd(live, approval(9, 'bob'), 'sixth')).toEqual([]);
    expect(approvalsToEnd(live, approval(9, 'ada', 'other'), 'sixth')).toEqual([]);
  });
});
