import { expect, it } from 'vitest';
import { type MonthPlayed, scaleMonth, specificationMonth } from './scale-month.js';

const plan = { campaigns: 2, contacts: 500, emails: 5, days: 30 };
const played: MonthPlayed = {
  counted: {
    ...{ connecting: 10, attaching: 4, import: 3, tasks: 40, writeback: 20 },
    describes: { import: 2, tasks: 1, writeback: 2 },
  },
  polls: { polls: 20, calls: 20 },
  look: { calls: 2 },
};

it('takes what events cause as counted, and multiplies what the clock causes', () => {
  expect(scaleMonth(plan, played)).toEqual({
    connecting: 10,
    polling: 4 + 5_760,
    import: 3,
    tasks: 40,
    writeback: 20,
    refresh: 720 + 8,
    describes: 2 * 2 + 10 * 1 + 8 * 2,
    total: 10 + 5_764 + 3 + 40 + 20 + 728 + 30,
  });
});

it('counts polls that cost more than a call as they were', () => {
  expect(scaleMonth(plan, { ...played, polls: { polls: 20, calls: 80 } }).polling).toBe(4 + 4 * 5_760);
});

it('gives the specification’s own example', () => {
  expect(specificationMonth(plan)).toEqual({
    polling: 12_000,
    import: 4_000,
    tasks: 5_000,
    writeback: 1_000,
    total: 22_000,
  });
});
