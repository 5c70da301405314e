import { randomUUID } from 'node:crypto';
import { eventually } from '@ce/testing';
import { expect, it } from 'vitest';
import { done, never } from '../consume/outcome.js';
import { encodeEvent } from '../publish/encode-event.js';
import type { Conformance } from './conformance.js';
import { anEmail } from './email-events.js';
import { Notebook, noteOf } from './notebook.js';

export function deadLetterConformance({ lend, tools }: Conformance): void {
  it('keeps what cannot be read, with its reason and its content, and goes on', async () => {
    const connection = randomUUID();
    const group = tools.group();
    const notebook = new Notebook();
    const member = await tools.join(group, notebook.take);
    const email = anEmail(connection, 1, 'x');
    const { key, headers, value } = encodeEvent(email);
    const withoutRecord = JSON.stringify({ connectionId: connection });
    await lend().publishRaw('ce.email.v1', { key, headers, value: withoutRecord });
    await lend().publishRaw('ce.email.v1', { key, headers, value: `not json ${connection}` });
    await lend().publishRaw('ce.email.v1', { key, headers: {}, value });
    await tools.publish([anEmail(connection, 1, 'sound')]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['sound']));
    // A handler may have its part of a batch before the rest is written to the dead letters.
    const letters = await eventually(async () => {
      const all = await member.bus.deadLetters.list({ limit: 10_000 });
      const own = all.filter((letter) => letter.key === key);
      expect(own.length).toBeGreaterThan(0);
      return own;
    });
    expect(letters.map((letter) => letter.reason)).toEqual([
      expect.stringMatching(/^Data of ce\.email\.sent\.v1: record: /) as string,
      'The body is not JSON.',
      'It is no CloudEvent: the header ce_specversion is missing.',
    ]);
    expect(letters[0]).toMatchObject({ topic: 'ce.email.v1', eventId: email.id, eventType: email.type });
    expect(letters[0]).not.toHaveProperty('body');
    const content = await member.bus.deadLetters.read(letters[0]?.id ?? '');
    expect(content).toMatchObject({ body: withoutRecord, headers: { ce_id: email.id } });
    expect(await member.bus.deadLetters.read('no/0/0')).toBeUndefined();
  });

  it('keeps what a handler refuses, and replays it to this group alone', async () => {
    const connection = randomUUID();
    const [group, otherGroup] = [tools.group(), tools.group()];
    const [notebook, other] = [new Notebook(), new Notebook()];
    let mended = false;
    const member = await tools.join(group, async (events, context) => {
      await notebook.take(events, context);
      const bad = (subject: string) => subject.startsWith('bad') && !mended;
      return events.map((event) => (bad(noteOf(event).subject) ? never('The mapping is not there yet.') : done()));
    });
    await tools.join(otherGroup, other.take);
    await tools.publish(['bad 1', 'good', 'bad 2'].map((subject) => anEmail(connection, 1, subject)));
    await eventually(() => expect(other.of(connection)).toHaveLength(3));
    const { deadLetters } = member.bus;
    const list = async () => {
      const all = await deadLetters.list({ limit: 10_000 });
      return all.filter((letter) => letter.key?.startsWith(connection));
    };
    await eventually(async () => expect(await list()).toHaveLength(2));
    const letters = await list();
    expect(letters.map((letter) => letter.reason)).toEqual(Array(2).fill('The mapping is not there yet.'));
    expect(await deadLetters.list({ limit: 1 })).toHaveLength(1);

    mended = true;
    const ids = letters.map((letter) => letter.id);
    expect(await deadLetters.replay([...ids, 'ce.email.v1/0/999999999'])).toEqual(ids);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['bad 1', 'good', 'bad 2', 'bad 1', 'bad 2']));
    expect(notebook.of(connection).map((note) => note.topic)).toEqual(Array(5).fill('ce.email.v1'));
    expect(await list()).toEqual([]);
    expect(await deadLetters.replay(ids)).toEqual([]);
    expect(other.of(connection)).toHaveLength(3);
  });

  it('keeps a replayed event that fails again', async () => {
    const connection = randomUUID();
    const member = await tools.join(tools.group(), async (events) => events.map(() => never('Still not.')));
    await tools.publish([anEmail(connection, 1, 'hopeless')]);
    const ofThisTest = async () => {
      const letters = await member.bus.deadLetters.list({ limit: 10_000 });
      return letters.filter((letter) => letter.key?.startsWith(connection));
    };
    await eventually(async () => expect(await ofThisTest()).toHaveLength(1));
    const [before] = await ofThisTest();
    await member.bus.deadLetters.replay([before?.id ?? '']);
    await eventually(async () => {
      const [after] = await ofThisTest();
      expect(after?.id).toMatch(/\.replay\//);
    });
    expect((await ofThisTest())[0]).toMatchObject({ topic: 'ce.email.v1', eventId: before?.eventId });
  });
}
