import { describe, expect, it } from 'vitest';
import { anActivity } from '../testing/an-activity.js';
import { type ExistingTask, matchTasks } from './match-tasks.js';
import type { PlannedTask } from './plan-tasks.js';

const planned = (id: string, change: Partial<Record<string, string>> = {}, whoId = 'lead'): PlannedTask => ({
  row: anActivity({ id }),
  whoId,
  fields: { WhoId: whoId, Subject: 'Email: Hi', ActivityDate: '2026-11-02', Description: 'One\n\nTwo', ...change },
});
const task = (Id: string, change: Partial<ExistingTask> = {}): ExistingTask => ({
  Id,
  WhoId: 'lead',
  IsDeleted: false,
  Subject: 'Email: Hi',
  ActivityDate: '2026-11-02',
  Description: 'One\n\nTwo',
  ...change,
});
const match = (rows: PlannedTask[], tasks: ExistingTask[], moves: [string, string][] = []) =>
  Object.fromEntries(matchTasks(rows, tasks, new Map(moves)));

describe('matchTasks', () => {
  it.each([
    ['another person', { WhoId: 'other' }],
    ['no person', { WhoId: null }],
    ['another subject', { Subject: 'Email: Ho' }],
    ['another week', { ActivityDate: '2026-11-09' }],
    ['two days later', { ActivityDate: '2026-11-04' }],
    ['no day', { ActivityDate: null }],
    ['another text', { Description: 'Three' }],
    ['no text', { Description: null }],
  ])('does not take the Task of %s', (_, change) => {
    expect(match([planned('a')], [task('t', change)])).toEqual({});
  });

  it('overlooks how Salesforce keeps line ends and outer blanks', () => {
    expect(match([planned('a')], [task('t', { Description: ' One\r\n\r\nTwo\n', Subject: 'Email: Hi ' })])).toEqual({
      a: 't',
    });
  });

  it('counts equal emails: with one Task there, one of two is missing', () => {
    expect(match([planned('a'), planned('b')], [task('t')])).toEqual({ a: 't' });
    expect(match([planned('a'), planned('b')], [task('t'), task('u'), task('v')])).toEqual({ a: 't', b: 'u' });
  });

  it('takes the Task of its own day first, and one of the day beside it before making another', () => {
    const dayBefore = planned('a', { ActivityDate: '2026-11-01' });
    const tasks = [task('t'), task('u', { ActivityDate: '2026-11-01' })];
    expect(match([dayBefore, planned('b')], tasks)).toEqual({ a: 'u', b: 't' });
    expect(match([dayBefore, planned('b')], [task('t')])).toEqual({ b: 't' });
    expect(match([dayBefore], [task('t')])).toEqual({ a: 't' });
  });

  it('follows the person on both sides', () => {
    expect(match([planned('a')], [task('t', { WhoId: 'contact' })], [['lead', 'contact']])).toEqual({ a: 't' });
    expect(match([planned('a', {}, 'contact')], [task('t')], [['lead', 'contact']])).toEqual({ a: 't' });
  });

  it('compares what could be sent: where the org hides a field, both sides lack it', () => {
    const { Description: _, ...fields } = planned('a').fields as Record<string, string>;
    expect(
      match(
        [{ ...planned('a'), fields }],
        [{ Id: 't', WhoId: 'lead', IsDeleted: false, Subject: 'Email: Hi', ActivityDate: '2026-11-02' }],
      ),
    ).toEqual({ a: 't' });
  });
});
