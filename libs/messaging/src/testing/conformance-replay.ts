import { randomUUID } from 'node:crypto';
import { eventually } from '@ce/testing';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type BusOperations, openBusOperations } from '../open-bus-operations.js';
import { busSettings } from '../settings/bus-settings.js';
import type { Conformance } from './conformance.js';
import { anEmail } from './email-events.js';
import { Notebook } from './notebook.js';

const TOPIC = 'ce.email.v1';

export function replayConformance({ lend, tools }: Conformance): void {
  let operations: BusOperations | undefined;
  const open = async () => {
    const { settings, url } = lend().processSettings;
    operations = await openBusOperations(z.object(busSettings).parse(settings), url);
    return operations.offsets;
  };
  afterEach(async () => {
    await operations?.close();
    operations = undefined;
  });

  /** Publishes, and has a group take, one email for each subject; all of one lead, so of one partition. */
  const taken = async (group: string, connection: string, subjects: readonly string[]) => {
    const notebook = new Notebook();
    const member = await tools.join(group, notebook.take);
    for (const subject of subjects) await tools.publish([anEmail(connection, 1, subject)]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(subjects));
    return { member, notebook };
  };

  it('reads again from an offset, and nothing of the other partitions', async () => {
    const [group, connection, elsewhere] = [tools.group(), randomUUID(), randomUUID()];
    const { member, notebook } = await taken(group, connection, ['one', 'two', 'three']);
    const [, two] = notebook.of(connection);
    if (two === undefined) throw new Error('The second email was not taken.');
    const others = Array.from({ length: 30 }, (_, lead) => anEmail(elsewhere, lead, 'x'));
    await tools.publish(others);
    await eventually(() => expect(notebook.of(elsewhere)).toHaveLength(others.length));
    await member.drain();
    const offsets = await open();
    const target = { kind: 'offset', partition: two.partition, offset: String(two.offset) } as const;
    expect(await offsets.move(group, TOPIC, target)).toMatchObject({
      kind: 'moved',
      positions: [{ partition: two.partition, to: String(two.offset) }],
    });
    expect(
      (await offsets.show(group)).find((one) => one.topic === TOPIC && one.partition === two.partition),
    ).toMatchObject({ next: String(two.offset) });
    const again = new Notebook();
    await tools.join(group, again.take);
    await eventually(() => expect(again.subjects(connection)).toEqual(['two', 'three']));
    await tools.publish([anEmail(connection, 1, 'four')]);
    await eventually(() => expect(again.subjects(connection)).toEqual(['two', 'three', 'four']));
    expect(again.of(elsewhere).filter((note) => note.partition !== two.partition)).toEqual([]);
  });

  it('reads again from a time', async () => {
    const [group, connection] = [tools.group(), randomUUID()];
    const { member, notebook } = await taken(group, connection, ['before']);
    const at = new Date(Date.now() + 1);
    // A later millisecond than the last event's, or it would be one of them.
    await eventually(() => expect(Date.now()).toBeGreaterThan(at.getTime()));
    const later = ['after', 'and after'];
    for (const subject of later) await tools.publish([anEmail(connection, 1, subject)]);
    await eventually(() => expect(notebook.subjects(connection)).toEqual(['before', ...later]));
    await member.drain();
    expect(await (await open()).move(group, TOPIC, { kind: 'time', at })).toMatchObject({ kind: 'moved' });
    const again = new Notebook();
    await tools.join(group, again.take);
    await eventually(() => expect(again.subjects(connection)).toEqual(later));
  });

  it('goes to the beginning and past the end', async () => {
    const [group, connection] = [tools.group(), randomUUID()];
    const { member } = await taken(group, connection, ['one', 'two']);
    await member.drain();
    const offsets = await open();
    const lag = async () => (await offsets.show(group)).reduce((sum, one) => sum + one.lag, 0);
    expect(await offsets.move(group, TOPIC, { kind: 'beginning' })).toMatchObject({ kind: 'moved' });
    expect(await lag()).toBeGreaterThanOrEqual(2);
    expect(await offsets.move(group, TOPIC, { kind: 'end' })).toMatchObject({ kind: 'moved' });
    expect(await lag()).toBe(0);
  });

  it('moves no group whose members run, and none that does not read the topic', async () => {
    const [group, connection] = [tools.group(), randomUUID()];
    const { member } = await taken(group, connection, ['one']);
    const offsets = await open();
    expect(await offsets.groups()).toContain(group);
    expect(await offsets.move(group, TOPIC, { kind: 'beginning' })).toEqual({ kind: 'group-is-live' });
    await member.drain();
    expect(await offsets.move(group, 'ce.campaign.v1', { kind: 'beginning' })).toEqual({ kind: 'not-read' });
    expect(await offsets.move(group, TOPIC, { kind: 'offset', partition: 99, offset: '0' })).toMatchObject({
      kind: 'no-such-partition',
    });
    const beyond = { kind: 'offset', partition: 0, offset: '999999999' } as const;
    expect(await offsets.move(group, TOPIC, beyond)).toMatchObject({ kind: 'out-of-range' });
  });
}
