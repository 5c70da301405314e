import { describe, expect, it } from 'vitest';
import { readCommand } from './read-command.js';

const read = (line: string) => readCommand(line.split(' '));
const move = (rest: string) => read(`offsets move --group g --topic t ${rest}`);

describe('readCommand', () => {
  it.each([
    ['groups', { kind: 'groups' }],
    ['dead-letters list --group g', { kind: 'list-dead-letters', group: 'g', limit: 100 }],
    ['dead-letters read t/0/7 --group g', { kind: 'read-dead-letter', group: 'g', id: 't/0/7' }],
    ['dead-letters replay a b --group g', { kind: 'replay-dead-letters', group: 'g', ids: ['a', 'b'] }],
    ['dead-letters replay --all --group g', { kind: 'replay-dead-letters', group: 'g', ids: 'all' }],
    ['offsets show --group g --topic t', { kind: 'show-offsets', group: 'g', topic: 't' }],
  ])('reads "%s"', (line, command) => {
    expect(read(line)).toEqual({ kind: 'command', command });
  });

  it.each([
    ['--to-beginning', { kind: 'beginning' }],
    ['--to-end', { kind: 'end' }],
    ['--partition 3 --to-offset 17', { kind: 'offset', partition: 3, offset: '17' }],
    ['--to-time 2026-03-02T09:00:00+01:00', { kind: 'time', at: new Date('2026-03-02T08:00:00Z') }],
  ])('reads where to move: "%s"', (rest, target) => {
    expect(move(rest)).toEqual({ kind: 'command', command: { kind: 'move-offsets', group: 'g', topic: 't', target } });
  });

  it.each([
    ['dead-letters list', /Name the group/],
    ['dead-letters list --group g --limit no', /--limit/],
    ['dead-letters read --group g', /by its id/],
    ['dead-letters replay --group g', /--all/],
    ['dead-letters replay a --all --group g', /not both/],
    ['dead-letters burn --group g', /no command "dead-letters burn"/],
    ['offsets move --group g --to-end', /Name the topic/],
    ['offsets move --group g --topic t', /Say where to/],
    ['offsets move --group g --topic t --to-end --to-beginning', /once/],
    ['offsets move --group g --topic t --to-offset 5', /--partition/],
    ['groups --group g', /"groups" takes no --group/],
    ['groups g', /does not know what to do with "g"/],
    ['dead-letters list a --group g', /does not know what to do with "a"/],
    ['dead-letters read a b --group g', /does not know what to do with "b"/],
    ['dead-letters replay a --group g --limit 3', /"dead-letters replay" takes no --limit/],
    ['offsets show --group g --to-end', /"offsets show" takes no --to-end/],
    ['offsets', /no command "offsets"/],
    ['offsets move --group g --topic t --to-end --partition 1', /goes with --to-offset/],
    ['offsets move --group g --topic t --to-time 2026-03-02T09:00:00', /--to-time takes/],
    ['offsets move --group g --topic t --to-time 2026-13-02T09:00:00Z', /--to-time takes/],
    ['offsets move --sideways', /sideways/],
  ])('refuses "%s" in words', (line, problem) => {
    expect(read(line)).toEqual({ kind: 'wrong', problem: expect.stringMatching(problem) as string });
  });

  it('shows how it is used', () => {
    expect(readCommand([])).toEqual({ kind: 'help' });
  });
});
