import { expect, it } from 'vitest';
import { compareTasks } from './compare-tasks.js';

const task = (id: string) => ({ Description: `Ref: ${id}\n\ntext` });

it('counts what is there twice, what is not there, and what nobody sent', () => {
  expect(compareTasks([task('a'), task('a'), task('b'), task('x')], new Set(['a', 'b', 'c']))).toEqual({
    tasks: 4,
    duplicateTasks: 1,
    missingTasks: 1,
    strayTasks: 1,
  });
});

it('finds nothing wrong with one task per email', () => {
  expect(compareTasks([task('a'), task('b')], new Set(['a', 'b']))).toMatchObject({
    duplicateTasks: 0,
    missingTasks: 0,
    strayTasks: 0,
  });
});
