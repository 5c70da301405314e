import { describe, expect, it } from 'vitest';
import { anEmail } from '../testing/email-events.js';
import { encodeEvent } from './encode-event.js';
import { packEvents, unpackEvents } from './pack-events.js';

const emails = (count: number, subject: string) =>
  Array.from({ length: count }, (_, lead) => anEmail('c1', lead, subject));

describe('packs of events', () => {
  it('give back what was put in, in its order', () => {
    const events = emails(3, 'a null \u0000, a quote " and ü');
    const [pack, ...others] = packEvents(events);
    expect(others).toEqual([]);
    expect(pack?.events).toEqual(unpackEvents(pack?.text ?? ''));
    expect(pack?.events).toHaveLength(3);
    expect(unpackEvents(pack?.text ?? '')).toEqual(
      events.map((event) => ({ topic: 'ce.email.v1', ...encodeEvent(event) })),
    );
  });

  it('hold text that PostgreSQL takes', () => {
    expect(packEvents(emails(1, 'a null \u0000'))[0]?.text).not.toContain('\u0000');
  });

  it('are cut where one would hold more than the relay sends at once', () => {
    expect(packEvents(emails(2_500, 's')).map(({ events }) => events.length)).toEqual([1_000, 1_000, 500]);
    const large = packEvents(
      emails(5, 's').map((event) => ({ ...event, data: { ...(event.data as object), body: 'x'.repeat(400_000) } })),
    );
    expect(large.map(({ events }) => events.length)).toEqual([2, 2, 1]);
    expect(large.flatMap(({ text }) => unpackEvents(text))).toHaveLength(5);
  });

  it('are none for no events', () => {
    expect(packEvents([])).toEqual([]);
  });
});
