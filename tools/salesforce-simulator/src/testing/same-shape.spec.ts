import { describe, expect, it } from 'vitest';
import { shapeProblems } from './same-shape.js';

describe('shapeProblems', () => {
  it.each([
    ['the same', { a: 1, b: [{ c: 'x' }] }, { a: 2, b: [{ c: 'y' }] }, []],
    ['an extra key', { a: 1 }, { a: 2, b: 3 }, []],
    ['a missing key', { a: { b: 1 } }, { a: {} }, ['$.a.b is missing']],
    ['another type', { a: 1 }, { a: '1' }, ['$.a is string, not number']],
    ['null where a value was recorded', { a: 1 }, { a: null }, ['$.a is null, not number']],
    ['a recorded null', { a: null, b: null }, { a: 'x' }, ['$.b is missing']],
    ['an empty list', { a: [1] }, { a: [] }, ['$.a is empty']],
    ['another type inside a list', [{ a: 1 }], [{ a: true }], ['$[0].a is boolean, not number']],
    ['a list for an object', {}, [], ['$ is list, not object']],
  ])('%s', (_, recorded, actual, problems) => {
    expect(shapeProblems(recorded, actual)).toEqual(problems);
  });
});
