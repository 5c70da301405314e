import { describe, expect, it } from 'vitest';
import { type Condition, conditionTree } from './condition-tree.js';
import { parseSoql } from './parse-soql.js';

const treeOf = (where: string): string => {
  const query = parseSoql(`SELECT Id FROM Lead WHERE ${where}`);
  if (query.where === undefined) throw new Error('The query has no condition.');
  return print(conditionTree(query.where));
};

function print(condition: Condition): string {
  if (condition.kind === 'comparison') return 'field' in condition.comparison ? condition.comparison.field : '?';
  if (condition.kind === 'not') return `!${print(condition.part)}`;
  return `(${condition.parts.map(print).join(condition.kind === 'and' ? '&' : '|')})`;
}

describe('conditionTree', () => {
  it.each([
    ['a = 1', 'a'],
    ['a = 1 AND b = 2 AND c = 3', '(a&b&c)'],
    ['(a = 1 OR b = 2) AND c = 3', '((a|b)&c)'],
    ['a = 1 AND (b = 2 OR (c = 3 AND d = 4))', '(a&(b|(c&d)))'],
    ['NOT a = 1', '!a'],
    ['(NOT (a = 1 OR b = 2)) AND c = 3', '(!(a|b)&c)'],
    ['a = 1 AND NOT b = 2', '(a&!b)'],
  ])('%s', (where, tree) => expect(treeOf(where)).toBe(tree));

  it('wants parentheses between AND and OR', () => {
    expect(() => treeOf('a = 1 OR b = 2 AND c = 3')).toThrow("unexpected token: 'AND'");
  });
});
