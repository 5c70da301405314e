import { randomUUID } from 'node:crypto';
import { eventually } from '@ce/testing';
import { expect, it } from 'vitest';
import { never } from '../consume/outcome.js';
import type { DeadLetter } from '../dead-letters/dead-letters.js';
import type { Conformance } from './conformance.js';
import { anEmail } from './email-events.js';
import type { Member } from './conformance-bus.js';
import { type Note, Notebook, noteOf } from './notebook.js';

export function failureConformance({ tools }: Conformance): void {
  it('isolates the one event that fails, takes its neighbours, and goes on', async () => {
    const connection = randomUUID();
    const group = tools.group();
    const notebook = new Notebook();
    let poison: Note | undefined;
    await tools.publish(
      Array.from({ length: 40 }, (_, at) => anEmail(connection, at % 5, at === 17 ? 'poison' : `good ${at}`)),
    );
    const member = await tools.join(group, async (events, context) => {
      const own = events.map(noteOf).filter((note) => note.connectionId === connection);
      poison = own.find((note) => note.subject === 'poison') ?? poison;
      if (own.some((note) => note.subject === 'poison')) throw new TypeError('cannot read it');
      return notebook.take(events, context);
    });
    await eventually(() => expect(notebook.of(connection)).toHaveLength(39));
    const letters = () => lettersBecauseOf(member, 'TypeError: cannot read it');
    await eventually(async () => expect(await letters()).toHaveLength(1));
    const origin = { topic: 'ce.email.v1', partition: poison?.partition, offset: String(poison?.offset) };
    expect((await letters())[0]).toMatchObject({ ...origin, eventType: 'ce.email.sent.v1', eventId: poison?.id });
    await tools.publish([anEmail(connection, 2, 'after')]);
    await eventually(() => expect(notebook.subjects(connection)).toContain('after'));
    const ofKey = notebook.of(connection).filter((note) => note.key === anEmail(connection, 0, '').partitionkey);
    expect(ofKey.map((note) => note.subject)).toEqual([0, 5, 10, 15, 20, 25, 30, 35].map((at) => `good ${at}`));
  });

  it('waits while the database is away, and blames no event', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    let refusals = 0;
    const member = await tools.join(tools.group(), async (events, context) => {
      const own = events.map(noteOf).some((note) => note.connectionId === connection);
      if (own && refusals < 6) {
        refusals += 1;
        throw new Error('query failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
      }
      return notebook.take(events, context);
    });
    await tools.publish([anEmail(connection, 1, 'patient'), anEmail(connection, 2, 'patient')]);
    await eventually(() => expect(notebook.of(connection)).toHaveLength(2));
    expect(refusals).toBe(6);
    expect(await lettersBecauseOf(member, 'query failed')).toEqual([]);
  });

  it('hands a batch that was left behind to the next member', async () => {
    const connection = randomUUID();
    const group = tools.group();
    const notebook = new Notebook();
    let failures = 0;
    const first = await tools.join(group, async (events, context) => {
      if (!events.map(noteOf).some((note) => note.connectionId === connection)) return notebook.take(events, context);
      failures += 1;
      throw Object.assign(new Error('away'), { code: '57P01' });
    });
    await tools.publish([anEmail(connection, 1, 'left behind')]);
    await eventually(() => expect(failures).toBeGreaterThan(0));
    await first.drain();
    await tools.join(group, notebook.take);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['left behind']));
  });

  it('takes a handler that does not answer for every event as failing', async () => {
    const connection = randomUUID();
    const member = await tools.join(tools.group(), async (events) =>
      events.map(noteOf).some((note) => note.connectionId === connection)
        ? []
        : events.map(() => never('of another test')),
    );
    await tools.publish([anEmail(connection, 1, 'unanswered')]);
    await eventually(async () => {
      const letters = await member.bus.deadLetters.list({ limit: 10_000 });
      expect(letters.map((letter) => letter.reason).join()).toContain('must answer once for each');
    });
  });
}

/** A shared broker holds what other tests made unreadable, and each new group refuses it once more. */
async function lettersBecauseOf({ bus }: Member, reason: string): Promise<DeadLetter[]> {
  return (await bus.deadLetters.list({ limit: 10_000 })).filter((letter) => letter.reason.includes(reason));
}
