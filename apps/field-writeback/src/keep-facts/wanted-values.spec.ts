import type { CampaignState, ConversationStatus } from '@ce/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, FactValue } from './fact.js';
import { newestFacts } from './newest-facts.js';
import { wantedValues } from './wanted-values.js';

const minute = (n: number) => new Date(Date.UTC(2026, 10, 2, 9, n)).toISOString();
const fact = (value: FactValue, at: number, factId = 'f'): Fact => ({
  connectionId: 'c1',
  recordId: 'r1',
  recordType: 'Lead',
  at: minute(at),
  factId,
  ...value,
});
const stated = (status: ConversationStatus, at: number, id?: string) =>
  fact({ register: 'conversation', value: { status } }, at, id);
const enrolled = (at: number, campaignId = 'k1') => fact({ register: 'enrollment', value: { campaignId } }, at);
const emailed = (at: number) => fact({ register: 'exchange', value: {} }, at);
const failed = (at: number) => fact({ register: 'import-failure', value: { status: 'unsynced' } }, at);
const statusOf = (...facts: Fact[]) => wantedValues(newestFacts(facts), null).status?.status;

describe('the status', () => {
  it.each<[string, Fact[], ConversationStatus | undefined]>([
    ['nothing is known', [], undefined],
    ['an enrollment starts', [enrolled(1)], 'not_started'],
    ['an email gets it going', [enrolled(1), emailed(2)], 'in_progress'],
    ['an email of an earlier campaign does not', [emailed(1), enrolled(2)], 'not_started'],
    ['an email to somebody whom we did not enroll', [emailed(1)], 'in_progress'],
    ['what CE states holds', [enrolled(1), emailed(2), stated('paused', 3)], 'paused'],
    ['a later email does not undo it', [enrolled(1), stated('qualified', 3), emailed(4)], 'qualified'],
    ['an email after a stated start', [stated('not_started', 1), emailed(2)], 'in_progress'],
    ['the later statement holds', [stated('qualified', 9), stated('in_progress', 3)], 'qualified'],
    ['a new enrollment starts anew', [stated('not_interested', 3), enrolled(5)], 'not_started'],
    ['a failed import shows', [failed(1)], 'unsynced'],
    ['and is over once the import works', [failed(1), enrolled(2)], 'not_started'],
    ['but does not show over a conversation', [enrolled(1), stated('in_progress', 2), failed(9)], 'in_progress'],
  ])('%s', (_, facts, status) => {
    expect(statusOf(...facts)).toBe(status);
  });
});

const status = fc.constantFrom<ConversationStatus>('not_started', 'in_progress', 'qualified', 'paused', 'bounced');
const value: fc.Arbitrary<FactValue> = fc.oneof(
  fc.record({ register: fc.constant('conversation' as const), value: fc.record({ status }) }),
  fc.record({ register: fc.constant('import-failure' as const), value: fc.record({ status }) }),
  fc.record({
    register: fc.constant('enrollment' as const),
    value: fc.record({ campaignId: fc.constantFrom('k1', 'k2') }),
  }),
  fc.constant({ register: 'exchange' as const, value: {} }),
  fc.constant({ register: 'opt-out' as const, value: {} }),
  fc.record({
    register: fc.constant('qualification' as const),
    value: fc.record({ salesRepEmail: fc.constantFrom('a@x.test', 'b@x.test') }),
  }),
);
/** Few moments, so that many facts share one; ids are unique, as events' are. */
const history = fc
  .array(fc.tuple(value, fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 12 })
  .map((entries) => entries.map(([one, at], index) => fact(one, at, `f${index}`)));

describe('facts', () => {
  it('come to the same whatever their order, their repetitions and their batches', () => {
    const shuffled = history.chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2, maxLength: facts.length * 2 }),
        fc.integer({ min: 1, max: 12 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([facts, arrivals, batch]) => {
        let known: Fact[] = [];
        for (let start = 0; start < arrivals.length; start += batch) {
          known = newestFacts([...known, ...newestFacts(arrivals.slice(start, start + batch))]);
        }
        expect(known).toEqual(newestFacts(facts));
        expect(wantedValues(known, null)).toEqual(wantedValues(newestFacts(facts), null));
      }),
    );
  });
});

describe('the other slots', () => {
  const campaign: CampaignState = {
    campaignId: 'k1',
    workspaceId: 'w1',
    connectionId: 'c1',
    name: 'Spring',
    status: 'running',
    creator: 'Ann',
    url: 'https://ce.test/k1',
    at: minute(0),
  };

  it('carry what is known and nothing else', () => {
    const facts = [
      enrolled(1),
      fact({ register: 'opt-out', value: {} }, 2),
      fact({ register: 'qualification', value: { salesRepEmail: 'rep@x.test' } }, 3),
    ];
    expect(wantedValues(facts, campaign)).toEqual({
      status: { status: 'not_started' },
      campaign: { name: 'Spring', status: 'running', creator: 'Ann', url: 'https://ce.test/k1' },
      'do-not-contact': { doNotContact: true },
      owner: { salesRepEmail: 'rep@x.test' },
    });
    expect(wantedValues([emailed(1)], null)).toEqual({ status: { status: 'in_progress' } });
  });
});
