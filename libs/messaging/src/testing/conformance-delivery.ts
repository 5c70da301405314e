import { randomUUID } from 'node:crypto';
import { createEvent, emailReceived } from '@ce/contracts';
import { eventually } from '@ce/testing';
import { expect, it } from 'vitest';
import { encodeEvent } from '../publish/encode-event.js';
import type { Conformance } from './conformance.js';
import { anEmail } from './email-events.js';
import { Notebook } from './notebook.js';

export function deliveryConformance({ lend, tools }: Conformance): void {
  it('hands over what was published, whole, with where it stood', async () => {
    const connection = randomUUID();
    const sent = anEmail(connection, 1, 'first');
    await tools.publish([sent]);
    const seen: unknown[] = [];
    await tools.join(tools.group(), async (events) => {
      seen.push(...events.filter(({ event }) => event.id === sent.id));
      return events.map(() => ({ kind: 'done' }));
    });
    await eventually(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toEqual({
      event: sent,
      topic: 'ce.email.v1',
      partition: expect.any(Number) as number,
      offset: expect.stringMatching(/^\d+$/) as string,
    });
  });

  it('keeps the order of each key, whatever the number of publishing transactions', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await tools.join(tools.group(), notebook.take);
    const leads = Array.from({ length: 12 }, (_, lead) => lead);
    await Promise.all(
      leads.map(async (lead) => {
        for (let round = 0; round < 15; round += 1) {
          await tools.publish([anEmail(connection, lead, `${round}a`), anEmail(connection, lead, `${round}b`)]);
        }
      }),
    );
    await eventually(() => expect(notebook.of(connection)).toHaveLength(12 * 30));
    const expected = Array.from({ length: 15 }, (_, round) => [`${round}a`, `${round}b`]).flat();
    for (const lead of leads) {
      const key = anEmail(connection, lead, '').partitionkey;
      const notes = notebook.of(connection).filter((note) => note.key === key);
      expect(notes.map((note) => note.subject)).toEqual(expected);
      expect(new Set(notes.map((note) => note.partition)).size).toBe(1);
      expect(notes.map((note) => note.offset)).toEqual(
        notes.map((note) => note.offset).sort((a, b) => (a < b ? -1 : 1)),
      );
    }
  });

  it('publishes nothing when the business transaction rolls back', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await tools.join(tools.group(), notebook.take);
    const { dataSource, build } = lend();
    const failing = dataSource.transaction(async (manager) => {
      await build('publisher').outbox.publish(manager, [anEmail(connection, 1, 'never')]);
      throw new Error('the business changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    await tools.publish([anEmail(connection, 1, 'after')]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['after']));
  });

  it('hands over events in structured mode, skips types it does not know and tombstones', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await tools.join(tools.group(), notebook.take);
    const email = anEmail(connection, 1, 'structured');
    const { value, key, headers } = encodeEvent(email);
    await lend().publishRaw('ce.email.v1', { key, value: null, headers: {} });
    await lend().publishRaw('ce.email.v1', { key, value, headers: { ...headers, ce_type: 'ce.email.forwarded.v1' } });
    const structured = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
    await lend().publishRaw('ce.email.v1', { key, value: JSON.stringify(email), headers: structured });
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['structured']));
  });

  it('tells how far a group is behind', async () => {
    const group = tools.group();
    // The publishing service itself stays, while the group that is measured leaves.
    await tools.join(tools.group(), new Notebook().take);
    const first = await tools.join(group, new Notebook().take);
    const total = async () => (await first.bus.status.lag()).reduce((sum, { lag }) => sum + lag, 0);
    await eventually(async () => expect(await total()).toBe(0));
    await first.drain();
    await tools.publish([1, 2, 3].map((lead) => anEmail(randomUUID(), lead, 'later')));
    await eventually(async () => expect(await total()).toBe(3));
    expect((await first.bus.status.lag()).filter(({ lag }) => lag > 0)[0]).toMatchObject({
      group,
      topic: 'ce.email.v1',
    });
  });

  it('reads the same whoever wrote it: a second type of the topic arrives in order with the first', async () => {
    const connection = randomUUID();
    const notebook = new Notebook();
    await tools.join(tools.group(), notebook.take);
    const asked = anEmail(connection, 1, 'question');
    const answered = createEvent(emailReceived, { ...(asked.data as never as object), subject: 'answer' } as never, {
      source: '/tests/conformance',
    });
    await tools.publish([asked, answered]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['question', 'answer']));
  });
}
