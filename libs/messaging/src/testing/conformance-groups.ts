import { randomUUID } from 'node:crypto';
import { eventually } from '@ce/testing';
import { expect, it } from 'vitest';
import type { Conformance } from './conformance.js';
import { anEmail } from './email-events.js';
import { startMemberProcess } from './member-process-client.js';
import { Notebook } from './notebook.js';

const leads = Array.from({ length: 60 }, (_, lead) => lead);

export function groupConformance({ lend, tools }: Conformance): void {
  it('gives each group everything, a late one from the beginning', async () => {
    const connection = randomUUID();
    const [early, late] = [new Notebook(), new Notebook()];
    await tools.join(tools.group(), early.take);
    await tools.publish(leads.map((lead) => anEmail(connection, lead, 'x')));
    await eventually(() => expect(early.of(connection)).toHaveLength(leads.length));
    await tools.join(tools.group(), late.take);
    await eventually(() => expect(late.of(connection)).toHaveLength(leads.length));
  });

  it('shares the partitions of a topic between two members, each event to one of them', async () => {
    const group = tools.group();
    const [one, other] = [new Notebook(), new Notebook()];
    await tools.join(group, one.take);
    await tools.join(group, other.take);
    const rounds: string[] = [];
    await eventually(async () => {
      const connection = randomUUID();
      rounds.push(connection);
      await tools.publish(leads.map((lead) => anEmail(connection, lead, 'x')));
      await eventually(() =>
        expect(one.of(connection).length + other.of(connection).length).toBeGreaterThanOrEqual(leads.length),
      );
      const parts = (notebook: Notebook) => new Set(notebook.of(connection).map((note) => note.partition));
      expect(parts(one).size).toBe(parts(other).size);
      expect([...parts(one)].filter((partition) => parts(other).has(partition))).toEqual([]);
      expect(one.of(connection).length + other.of(connection).length).toBe(leads.length);
    });
  });

  it('hands a drained member’s partitions over, and nothing twice', async () => {
    const connection = randomUUID();
    const group = tools.group();
    const notebook = new Notebook();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const inHand: string[] = [];
    const first = await tools.join(group, async (events, context) => {
      const own = events.filter(({ event }) => (event.data as { connectionId: string }).connectionId === connection);
      inHand.push(...own.map(({ event }) => event.id));
      if (own.length > 0) await held;
      return notebook.take(events, context);
    });
    await tools.publish([anEmail(connection, 1, 'in hand')]);
    await eventually(() => expect(inHand).toHaveLength(1));
    const drained = first.drain();
    await tools.publish([anEmail(connection, 1, 'after the drain began')]);
    expect(notebook.subjects(connection)).toEqual([]);
    letGo();
    await drained;
    expect(notebook.subjects(connection)).toEqual(['in hand']);
    await tools.join(group, notebook.take);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['in hand', 'after the drain began']));
  });

  it('hands over again what a killed member had not answered, soon', async () => {
    const connection = randomUUID();
    const group = tools.group();
    const member = await startMemberProcess(lend(), group, connection);
    const notebook = new Notebook();
    try {
      await tools.publish(leads.map((lead) => anEmail(connection, lead, 'x')));
      await member.holdsBatch();
      await tools.join(group, notebook.take);
    } finally {
      await member.kill();
    }
    const killedAt = performance.now();
    await eventually(() => expect(new Set(notebook.of(connection).map((note) => note.id)).size).toBe(leads.length));
    expect(performance.now() - killedAt).toBeLessThan(lend().takeoverMs);
  });
}
