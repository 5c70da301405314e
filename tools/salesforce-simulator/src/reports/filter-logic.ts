import { reportFaults } from './report-fault.js';

/** Answers whether a row passes, given what each filter (counted from 1) says about it. */
export type Logic = (holds: (filter: number) => boolean) => boolean;

/**
 * Without logic all filters must hold; `(1 OR 2) AND NOT 3` combines them. Every number must name a filter, and every
 * filter must be named (salesforce-api.md §2.4, a saved logic and an added filter).
 */
export function compileLogic(text: string | null, filters: number): Logic {
  if (text === null || text.trim() === '') {
    const numbers = Array.from({ length: filters }, (_, index) => index + 1);
    return (holds) => numbers.every(holds);
  }
  const tokens = text.toUpperCase().match(/\(|\)|AND|OR|NOT|\d+|\S+/g) ?? [];
  let position = 0;
  const refuse = () => reportFaults.invalidLogic(text);
  const named = new Set<number>();

  const either = (): Logic => {
    const terms = [both()];
    while (tokens[position] === 'OR') {
      position += 1;
      terms.push(both());
    }
    return (holds) => terms.some((term) => term(holds));
  };
  const both = (): Logic => {
    const terms = [single()];
    while (tokens[position] === 'AND') {
      position += 1;
      terms.push(single());
    }
    return (holds) => terms.every((term) => term(holds));
  };
  const single = (): Logic => {
    const token = tokens[position];
    position += 1;
    if (token === 'NOT') {
      const inner = single();
      return (holds) => !inner(holds);
    }
    if (token === '(') {
      const inner = either();
      if (tokens[position] !== ')') throw refuse();
      position += 1;
      return inner;
    }
    const number = /^\d+$/.test(token ?? '') ? Number(token) : 0;
    if (number < 1 || number > filters) throw refuse();
    named.add(number);
    return (holds) => holds(number);
  };

  const logic = either();
  if (position < tokens.length) throw refuse();
  if (named.size < filters) throw reportFaults.unnamedFilter();
  return logic;
}
