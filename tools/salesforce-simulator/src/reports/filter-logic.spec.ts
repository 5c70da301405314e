import { describe, expect, it } from 'vitest';
import { compileLogic } from './filter-logic.js';

const passes = (logic: string | null, holding: number[], filters = 3) =>
  compileLogic(logic, filters)((number) => holding.includes(number));

describe('compileLogic', () => {
  it.each([
    [null, [1, 2, 3], true],
    [null, [1, 2], false],
    ['1 OR 2 AND 3', [1], true],
    ['1 OR 2 AND 3', [2], false],
    ['(1 OR 2) AND 3', [1], false],
    ['(1 or 2) and 3', [1, 3], true],
    ['NOT 1 AND 2', [2], true, 2],
    ['NOT (1 OR 2)', [3], true, 2],
    ['((1))', [1], true, 1],
  ])('%s with %j', (logic, holding, expected, filters = 3) => {
    expect(passes(logic, holding, filters)).toBe(expected);
  });

  it('refuses to leave a filter out', () => {
    expect(() => compileLogic('1 AND 3', 3)).toThrow('defined but not referenced in your filter logic');
  });

  it.each(['1 AND', '1 2', '(1 OR 2', '4', '0', '1 XOR 2', ')'])('refuses %s', (logic) => {
    expect(() => compileLogic(logic, 3)).toThrow(`The filter logic ${logic} is invalid.`);
  });
});
