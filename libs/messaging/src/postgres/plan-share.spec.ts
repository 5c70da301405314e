import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planShare } from './plan-share.js';

/** Lets every member look and act in turn, until nobody wants to change anything. */
function settle(members: number, holders: (number | null)[]): (number | null)[] {
  for (let round = 0; round < 10; round += 1) {
    let changed = false;
    for (let me = 0; me < members; me += 1) {
      const view = holders.map((holder, id) => ({
        id,
        holder: holder === null ? ('nobody' as const) : holder === me ? ('me' as const) : ('other' as const),
      }));
      const plan = planShare(view, me, members);
      changed ||= plan.claim.length + plan.release.length > 0;
      for (const id of plan.release) holders[id] = null;
      for (const id of plan.claim) holders[id] = me;
    }
    if (!changed) return holders;
  }
  throw new Error('never settled');
}

describe('planShare', () => {
  it('gives everything to a lone member, and gives half back for a second', () => {
    const free = [1, 2, 3, 4].map((id) => ({ id, holder: 'nobody' as const }));
    expect(planShare(free, 0, 1)).toEqual({ claim: [1, 2, 3, 4], release: [] });
    const mine = free.map(({ id }) => ({ id, holder: 'me' as const }));
    expect(planShare(mine, 0, 2)).toEqual({ claim: [], release: [3, 4] });
  });

  it('settles from any beginning with every seat taken and shares that differ by one at most', () => {
    const groups = fc
      .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 8 }))
      .chain(([seats, members]) => {
        const holder = fc.option(fc.nat(members - 1));
        return fc.tuple(fc.constant(members), fc.array(holder, { minLength: seats, maxLength: seats }));
      });
    fc.assert(
      fc.property(groups, ([members, holders]) => {
        const settled = settle(members, [...holders]);
        const shares = Array.from({ length: members }, (_, me) => settled.filter((holder) => holder === me).length);
        expect(settled).not.toContain(null);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
