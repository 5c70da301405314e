import { expect, it } from 'vitest';
import { recordId } from '../describe-org/record-ids.js';
import { planConversation } from './plan-conversation.js';

const start = new Date('2026-11-02T11:30:00Z');

/** How the conversation with a lead of this address goes: the kinds of its events. */
const courseOf = (lead: number, email: string) =>
  planConversation(
    { connectionId: 'c1', campaignId: 'k1', record: { type: 'Lead', id: recordId('Lead', lead) }, email },
    start,
  ).map(({ type }) => type);

it('holds the same conversation with whichever of two records with one address was enrolled', () => {
  for (let n = 0; n < 20; n += 1) {
    const email = `ada.${n}@example.com`;
    expect(courseOf(71, email)).toEqual(courseOf(72, email));
  }
});

it('does not hold the same conversation with everybody', () => {
  const courses = Array.from({ length: 100 }, (_, n) => courseOf(71, `ada.${n}@example.com`).join());
  expect(new Set(courses).size).toBeGreaterThan(4);
});
