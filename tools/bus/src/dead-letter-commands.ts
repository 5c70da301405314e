import type { BusOperations } from '@ce/messaging';
import { type Answer, done, refused } from './answer.js';
import { asTable } from './as-table.js';
import type { Command } from './command.js';

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

/** More than anybody replays in one go; the rest stays on the list for the next. */
const MOST = 10_000;

export async function listDeadLetters({ group, limit }: Of<'list-dead-letters'>, bus: BusOperations): Promise<Answer> {
  const letters = await bus.deadLetters(group).list({ limit });
  if (letters.length === 0) return done(`${group} has no dead letters.`);
  const rows = letters.map(({ id, at, eventType, reason }) => [id, at.toISOString(), eventType ?? '?', reason]);
  const more = letters.length === limit ? [`The first ${limit}; --limit shows more.`] : [];
  return done(...asTable(['id', 'since', 'type', 'reason'], rows), ...more);
}

export async function readDeadLetter({ group, id }: Of<'read-dead-letter'>, bus: BusOperations): Promise<Answer> {
  const letter = await bus.deadLetters(group).read(id);
  return letter === undefined ? notThere(group, id) : done(JSON.stringify(letter, null, 2));
}

export async function replayDeadLetters(
  { group, ids }: Of<'replay-dead-letters'>,
  bus: BusOperations,
): Promise<Answer> {
  const deadLetters = bus.deadLetters(group);
  const wanted = ids === 'all' ? (await deadLetters.list({ limit: MOST })).map((letter) => letter.id) : ids;
  if (wanted.length === 0) return done(`${group} has no dead letters.`);
  const sent = await deadLetters.replay(wanted);
  const [missing] = wanted.filter((id) => !sent.includes(id));
  if (sent.length === 0 && missing !== undefined) return notThere(group, missing);
  const left = wanted.length - sent.length;
  return done(
    `${sent.length} dead letter(s) are on their way to ${group} again. One that fails again comes back to the list.`,
    ...(left === 0 ? [] : [`${left} of those named are not on the list; somebody may have replayed them already.`]),
  );
}

function notThere(group: string, id: string): Answer {
  return refused(`${group} has no dead letter "${id}". See: npm run bus -- dead-letters list --group ${group}`);
}
