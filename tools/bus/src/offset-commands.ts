import type { BusOperations, GroupPosition, MoveOutcome } from '@ce/messaging';
import { type Answer, done, refused } from './answer.js';
import { asTable } from './as-table.js';
import type { Command } from './command.js';

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

export async function showOffsets({ group, topic }: Of<'show-offsets'>, bus: BusOperations): Promise<Answer> {
  const positions = await bus.offsets.show(group);
  const chosen = positions.filter((one) => topic === undefined || one.topic === topic);
  if (chosen.length === 0)
    return topic === undefined ? done(`${group} stands nowhere yet.`) : notRead(positions, group, topic);
  const rows = chosen.map((one) => [one.topic, String(one.partition), one.start, one.next, one.end, String(one.lag)]);
  return done(...asTable(['topic', 'partition', 'start', 'next', 'end', 'lag'], rows));
}

export async function moveOffsets(command: Of<'move-offsets'>, bus: BusOperations): Promise<Answer> {
  const { group, topic, target } = command;
  const outcome = await bus.offsets.move(group, topic, target);
  return outcome.kind === 'not-read'
    ? notRead(await bus.offsets.show(group), group, topic)
    : answerTo(outcome, command);
}

function answerTo(outcome: Exclude<MoveOutcome, { kind: 'not-read' }>, { group, topic }: Of<'move-offsets'>): Answer {
  switch (outcome.kind) {
    case 'moved': {
      const rows = outcome.positions.map(({ partition, from, to }) => [topic, String(partition), from, to]);
      return done(...asTable(['topic', 'partition', 'from', 'to'], rows), `${group} goes on there when it starts.`);
    }
    case 'group-is-live':
      return refused(
        `${group} is running and would write its own offsets over these. Stop all replicas of the service first; one that was killed counts for about ten seconds more.`,
      );
    case 'no-such-partition':
      return refused(`${topic} has the partitions 0 to ${outcome.partitions - 1}. Choose one of them.`);
    case 'out-of-range': {
      const { partition, start, end } = outcome.position;
      return refused(`Partition ${partition} of ${topic} holds the offsets ${start} to ${end}. Choose one of them.`);
    }
  }
}

function notRead(positions: readonly GroupPosition[], group: string, topic: string): Answer {
  const topics = [...new Set(positions.map((one) => one.topic))];
  return refused(`${group} does not read "${topic}". It reads: ${topics.join(', ') || 'nothing yet'}.`);
}
