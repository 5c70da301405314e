import type { ConditionWithValueQuery, WhereClause } from '@jetstreamapp/soql-parser-js';
import { malformed } from './soql-fault.js';

export type Comparison = Exclude<ConditionWithValueQuery, { openParen: number; field?: undefined }>;
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'comparison'; readonly comparison: Comparison };

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Comparison;

/** The parser's chain with counted parentheses as a tree. AND and OR side by side need parentheses, as in Salesforce. */
export function conditionTree(where: WhereClause): Condition {
  const tokens = [...flatten(where)];
  let next = 0;

  const operand = (): Condition => {
    const token = tokens[next++];
    if (token === 'NOT') return { kind: 'not', part: operand() };
    if (token === '(') {
      const inner = chain();
      if (tokens[next++] !== ')') throw malformed('A parenthesis of the WHERE clause is not closed.');
      return inner;
    }
    if (token === undefined || typeof token === 'string') throw malformed(`unexpected token: '${shown(token)}'`);
    return { kind: 'comparison', comparison: token };
  };

  const chain = (): Condition => {
    const parts = [operand()];
    const operator = tokens[next];
    if (operator !== 'AND' && operator !== 'OR') return parts[0] as Condition;
    while (tokens[next] === operator) {
      next += 1;
      parts.push(operand());
    }
    if (tokens[next] === 'AND' || tokens[next] === 'OR') throw malformed(`unexpected token: '${shown(tokens[next])}'`);
    return { kind: operator === 'AND' ? 'and' : 'or', parts };
  };

  const tree = chain();
  if (next < tokens.length) throw malformed("unexpected token: ')'");
  return tree;
}

function* flatten(where: WhereClause): Generator<Token> {
  const { left } = where;
  const parens = left as { openParen?: number; closeParen?: number } | null;
  for (let count = 0; count < (parens?.openParen ?? 0); count += 1) yield '(';
  if (left !== null && ('field' in left || 'fn' in left)) yield left;
  for (let count = 0; count < (parens?.closeParen ?? 0); count += 1) yield ')';
  if (!('operator' in where)) return;
  yield where.operator;
  yield* flatten(where.right);
}

function shown(token: Token | undefined): string {
  return typeof token === 'string' ? token : '<EOF>';
}
