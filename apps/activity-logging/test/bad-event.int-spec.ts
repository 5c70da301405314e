import type { CloudEvent } from '@ce/contracts';
import { leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEmail, anOrg, type Logging, startLogging } from './logging-fixture.js';

let logging: Logging;
beforeAll(async () => {
  logging = await startLogging(anOrg({ leads: 3 }));
  await logging.connect();
});
afterAll(() => logging.stop());

interface Letter {
  id: string;
  reason: string;
  fix: string;
  event: { id: string };
}

const letters = async (): Promise<Letter[]> => {
  const { body } = await (await logging.as('*', 'operator')).get('/dead-letters');
  return (body as { deadLetters: Letter[] }).deadLetters;
};
const lead = (n: number) => ({ type: 'Lead' as const, id: leadId(n) });
const badly = (id: string, data: object): CloudEvent => {
  const event = anEmail({ id, record: lead(0) });
  return { ...event, data: { ...(event.data as object), ...data } };
};

describe('an event that cannot be read', () => {
  it.each([
    ['without its record', { record: undefined }, 'record'],
    ['of an object that is no person', { record: { type: 'Account', id: '001000000000001AAA' } }, 'record.type'],
    ['whose id is another object’s', { record: { type: 'Contact', id: leadId(0) } }, 'record'],
    ['without a moment', { at: 'yesterday, secretly' }, 'at'],
  ])('%s is shown with what is wrong and what to do, and stops nobody behind it', async (name, data, field) => {
    const [bad, good] = [`bad ${name}`, `good ${name}`];
    await logging.publish(badly(bad, data), anEmail({ id: good, record: lead(1) }), anEmail({ id: `${good} 2` }));
    await logging.settled(good, 'done');
    // Of the same person: the place of the bad one in their order does not block it.
    await logging.settled(`${good} 2`, 'done');
    const letter = await eventually(async () => {
      const found = (await letters()).find(({ event }) => event.id === bad);
      if (found === undefined) throw new Error('It is not there yet.');
      return found;
    });
    expect(letter.reason).toMatch(new RegExp(`^Data of ce\\.email\\.sent\\.v1: .*${field}.*\\.$`));
    expect(letter.fix).toMatch(/^[A-Z].*publish it again.*\.$/);
    expect(JSON.stringify(letter)).not.toContain('secretly');
    expect(await logging.row(bad)).toBeUndefined();
  });

  it('is gone from the list once it was handed over again, and back when it still cannot be read', async () => {
    const before = await letters();
    const http = await logging.as('*', 'operator');
    const [first] = before;
    const answer = await http.post('/dead-letters/replays', { ids: [first?.id] });
    expect([answer.status, answer.body]).toEqual([200, { replayed: [first?.id], notFound: [] }]);
    await eventually(async () => {
      const now = await letters();
      expect(now).toHaveLength(before.length);
      expect(now.map(({ id }) => id)).not.toContain(first?.id);
      expect(now.map(({ event }) => event.id)).toContain(first?.event.id);
    });
  });
});
