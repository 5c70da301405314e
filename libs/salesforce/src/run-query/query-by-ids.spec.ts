import { describe, expect, it } from 'vitest';
import { idLists } from './query-by-ids.js';
import { soqlString } from './soql-text.js';

describe('lists of ids', () => {
  it('hold each id once, 2,000 to a list', () => {
    const ids = Array.from({ length: 4_500 }, (_, index) => `00Q${String(index).padStart(15, '0')}`);
    const lists = idLists([...ids, ...ids]);
    expect(lists.map((list) => list.split(',').length)).toEqual([2_000, 2_000, 500]);
    expect(lists.join(',').split(',')).toEqual(ids.map((id) => `'${id}'`));
    expect(idLists([])).toEqual([]);
  });

  it('stay within what a query may hold when the values are long', () => {
    const lists = idLists(Array.from({ length: 1_000 }, (_, index) => `${index}-${'x'.repeat(250)}`));
    expect(lists.length).toBeGreaterThan(3);
    expect(Math.max(...lists.map((list) => list.length))).toBeLessThan(85_000);
  });
});

describe('a SOQL literal', () => {
  it('cannot be ended by its text', () => {
    expect(soqlString("O'Hara \\' OR Name != '")).toBe("'O\\'Hara \\\\\\' OR Name != \\''");
    expect(soqlString('a\nb')).toBe("'a\\nb'");
  });
});
