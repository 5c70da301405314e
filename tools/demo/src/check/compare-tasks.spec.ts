import { expect, it } from 'vitest';
import { compareTasks } from './compare-tasks.js';

const task = (id: string, facts: object = {}) => ({
  Description: `From: ava\n\nRef: ${id}\n\ntext`,
  WhoId: '00Q1',
  IsClosed: true,
  TaskSubtype: 'Email',
  ...facts,
});
const emails = (...ids: string[]) => new Map(ids.map((id) => [id, '00Q1']));

it('counts what is there twice, what is not there, and what nobody sent', () => {
  expect(compareTasks([task('a'), task('a'), task('b'), task('x')], emails('a', 'b', 'c'))).toEqual({
    tasks: 4,
    duplicateTasks: 1,
    missingTasks: 1,
    strayTasks: 1,
    wrongTasks: 0,
  });
});

it('counts Tasks on another person, open ones, and ones that are not emails', () => {
  const tasks = [
    task('a', { WhoId: '00Q2' }),
    task('b', { IsClosed: false }),
    task('c', { TaskSubtype: 'Call' }),
    task('d'),
  ];
  expect(compareTasks(tasks, emails('a', 'b', 'c', 'd'))).toMatchObject({ missingTasks: 0, wrongTasks: 3 });
});

it('finds nothing wrong with one task per email', () => {
  expect(compareTasks([task('a'), task('b')], emails('a', 'b'))).toMatchObject({
    duplicateTasks: 0,
    missingTasks: 0,
    strayTasks: 0,
    wrongTasks: 0,
  });
});
