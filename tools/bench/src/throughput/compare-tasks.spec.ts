import { expect, it } from 'vitest';
import { compareTasks } from './compare-tasks.js';

it('finds nothing where each email has its Task', () => {
  expect(compareTasks('r', ['a', 'b'], ['b', 'a'])).toEqual([]);
});

it('finds what is missing, twice and foreign', () => {
  expect(compareTasks('r', ['a', 'b', 'c'], ['a', 'a', null, 'x'])).toEqual([
    'r: 2 emails have no Task.',
    'r: 1 Tasks are there twice.',
    'r: 2 Tasks belong to no email of it.',
  ]);
});
