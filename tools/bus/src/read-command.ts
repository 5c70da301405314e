import { parseArgs } from 'node:util';
import type { OffsetTarget } from '@ce/messaging';
import type { Command } from './command.js';

export type Reading = { kind: 'command'; command: Command } | { kind: 'help' } | { kind: 'wrong'; problem: string };

const options = {
  group: { type: 'string' },
  topic: { type: 'string' },
  limit: { type: 'string' },
  partition: { type: 'string' },
  all: { type: 'boolean' },
  help: { type: 'boolean' },
  'to-beginning': { type: 'boolean' },
  'to-end': { type: 'boolean' },
  'to-offset': { type: 'string' },
  'to-time': { type: 'string' },
} as const;

/** What goes with each command beside its name; anything else was meant otherwise and is refused. */
const takes: Readonly<Record<string, { options: readonly (keyof typeof options)[]; ids?: 'one' | 'many' }>> = {
  groups: { options: [] },
  'dead-letters list': { options: ['group', 'limit'] },
  'dead-letters read': { options: ['group'], ids: 'one' },
  'dead-letters replay': { options: ['group', 'all'], ids: 'many' },
  'offsets show': { options: ['group', 'topic'] },
  'offsets move': { options: ['group', 'topic', 'partition', 'to-beginning', 'to-end', 'to-offset', 'to-time'] },
};

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

const wrong = (problem: string): Reading => ({ kind: 'wrong', problem });
const command = (one: Command): Reading => ({ kind: 'command', command: one });

/** What was typed, as a command; pure. */
export function readCommand(args: readonly string[]): Reading {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return wrong((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help === true || positionals.length === 0) return { kind: 'help' };
  const name = positionals[0] === 'groups' ? 'groups' : positionals.slice(0, 2).join(' ');
  const ids = positionals.slice(name.split(' ').length);
  const surplus = findSurplus(name, values, ids);
  if (surplus !== undefined) return wrong(surplus);
  if (name === 'groups') return command({ kind: 'groups' });
  const { group } = values;
  if (group === undefined) return wrong('Name the group: --group, for example --group activity-logging.');
  switch (name) {
    case 'dead-letters list':
      return list(group, values.limit ?? '100');
    case 'dead-letters read':
      return ids[0] === undefined
        ? wrong('Name the dead letter by its id, as "dead-letters list" shows it.')
        : command({ kind: 'read-dead-letter', group, id: ids[0] });
    case 'dead-letters replay':
      return replay(group, ids, values.all === true);
    case 'offsets show':
      return command({ kind: 'show-offsets', group, topic: values.topic });
    case 'offsets move':
      return move(group, values);
    default:
      return wrong(`There is no command "${name}".`);
  }
}

function findSurplus(name: string, values: Values, ids: readonly string[]): string | undefined {
  const taken = takes[name];
  if (taken === undefined) return `There is no command "${name}".`;
  const option = Object.keys(values).find((one) => !taken.options.some((known) => known === one));
  if (option !== undefined) return `"${name}" takes no --${option}. Leave it out.`;
  const most = { none: 0, one: 1, many: ids.length }[taken.ids ?? 'none'];
  const more = ids[most];
  return more === undefined ? undefined : `"${name}" does not know what to do with "${more}". Leave it out.`;
}

function list(group: string, limit: string): Reading {
  return /^[1-9]\d*$/.test(limit)
    ? command({ kind: 'list-dead-letters', group, limit: Number(limit) })
    : wrong('--limit takes a whole number above 0.');
}

function replay(group: string, ids: readonly string[], all: boolean): Reading {
  if (all === ids.length > 0) return wrong('Say which ones: the ids of the dead letters, or --all, not both.');
  return command({ kind: 'replay-dead-letters', group, ids: all ? 'all' : ids });
}

function move(group: string, values: Values): Reading {
  if (values.topic === undefined) return wrong('Name the topic: --topic, for example --topic ce.email.v1.');
  const targets = targetsOf(values);
  const problem = targets.find((one) => typeof one === 'string');
  if (problem !== undefined) return wrong(problem);
  const [target, ...more] = targets.filter((one) => typeof one !== 'string');
  if (target === undefined || more.length > 0) {
    return wrong('Say where to, once: --to-beginning, --to-end, --to-offset or --to-time.');
  }
  if (values.partition !== undefined && target.kind !== 'offset') {
    return wrong('--partition goes with --to-offset; the others move all partitions.');
  }
  return command({ kind: 'move-offsets', group, topic: values.topic, target });
}

function targetsOf(values: Values): (OffsetTarget | string)[] {
  const { partition, 'to-offset': offset, 'to-time': time } = values;
  return [
    ...(values['to-beginning'] === true ? [{ kind: 'beginning' } as const] : []),
    ...(values['to-end'] === true ? [{ kind: 'end' } as const] : []),
    ...(offset === undefined ? [] : [offsetTarget(partition, offset)]),
    ...(time === undefined ? [] : [timeTarget(time)]),
  ];
}

function offsetTarget(partition: string | undefined, offset: string): OffsetTarget | string {
  if (!/^\d+$/.test(offset)) return '--to-offset takes a whole number.';
  if (partition === undefined || !/^\d+$/.test(partition)) {
    return 'An offset counts within one partition: add --partition with its number.';
  }
  return { kind: 'offset', partition: Number(partition), offset };
}

/** With a zone, because the person and the machine may be in different ones. */
function timeTarget(text: string): OffsetTarget | string {
  const at = new Date(text);
  const zoned = /T.*(Z|[+-]\d\d:\d\d)$/.test(text);
  if (!zoned || Number.isNaN(at.getTime())) return '--to-time takes a time like 2026-03-02T09:00:00Z.';
  return { kind: 'time', at };
}
