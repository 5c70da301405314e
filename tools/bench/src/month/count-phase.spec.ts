import { expect, it } from 'vitest';
import { countPlay } from './count-phase.js';

const call = (lease: string, kind = 'composite', counted = true) => ({
  ...{ kind, counted },
  client: `conversational-email/${lease}`,
});

it('counts by what a call was for, and field lists apart', () => {
  const entries = [
    call('preflight', 'describe'),
    call('tasks', 'oauth', false),
    call('preflight', 'report-describe'),
    call('polling', 'report-run'),
    call('import', 'describe'),
    call('import'),
    call('tasks', 'describe'),
    call('tasks'),
    call('tasks'),
    call('writeback'),
    call('do-not-contact'),
  ];
  expect(countPlay(1, entries)).toEqual({
    ...{ connecting: 1, attaching: 2, import: 1, tasks: 2, writeback: 2 },
    describes: { import: 1, tasks: 1, writeback: 0 },
  });
});
