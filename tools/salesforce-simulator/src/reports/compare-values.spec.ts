import { expect, it } from 'vitest';
import { comparable, compareKeys } from './compare-values.js';

it('keeps the case of ids and forgets that of text, so that only the native id sorts as it is given out', () => {
  const [lower, upper] = ['00Q5g0000000abcAAA', '00Q5g0000000ABDAAA'];
  const order = (type: string) => Math.sign(compareKeys(comparable(type, lower), comparable(type, upper)));
  expect(order('id')).toBe(1);
  expect(order('string')).toBe(-1);
});

it.each([
  ['id', '00Q5g0000000001', '00Q5g0000000001EAA', 0],
  ['int', 9, 10, -1],
  ['string', null, 'a', -1],
  ['string', '', null, 0],
  ['boolean', false, true, -1],
] as const)('%s: %s and %s', (type, a, b, order) => {
  expect(Math.sign(compareKeys(comparable(type, a), comparable(type, b)))).toBe(order);
});
