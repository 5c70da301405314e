import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordToWrite } from '../salesforce-org.js';
import { packCollections } from './pack-collections.js';

const record = (type: string, id?: string): RecordToWrite => ({
  type,
  ...(id === undefined ? {} : { id }),
  fields: {},
});

describe('packing records into collections', () => {
  it('puts 1,000 records of mixed types into five full collections with few changes of type', () => {
    const records = Array.from({ length: 1_000 }, (_, index) =>
      record(index % 2 === 0 ? 'Lead' : 'Contact', `id${index}`),
    );
    const { collections, leftOver } = packCollections(records, 5);
    expect(collections.map((collection) => collection.records.length)).toEqual([200, 200, 200, 200, 200]);
    expect(leftOver).toEqual([]);
    for (const { records: packed } of collections) {
      const changes = packed.filter((one, index) => index > 0 && one.type !== packed[index - 1]?.type).length;
      expect(changes).toBeLessThan(10);
    }
  });

  it('never puts one id twice into a collection', () => {
    const { collections, leftOver } = packCollections(
      [record('Lead', 'a'), record('Lead', 'b'), record('Lead', 'a')],
      5,
    );
    expect(collections.map((collection) => collection.places)).toEqual([[0, 1], [2]]);
    expect(leftOver).toEqual([]);
    expect(packCollections([record('Lead', 'a'), record('Lead', 'a')], 1).leftOver).toEqual([1]);
  });

  it('loses no record and keeps every limit, whatever comes', () => {
    const records = fc.array(
      fc.record({
        type: fc.constantFrom('Lead', 'Contact', 'Task'),
        id: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: undefined }),
        fields: fc.constant({}),
      }),
      { maxLength: 1_000 },
    );
    fc.assert(
      fc.property(records, (given) => {
        const { collections, leftOver } = packCollections(given, 5);
        const places = [...collections.flatMap((collection) => collection.places), ...leftOver];
        expect([...places].sort((a, b) => a - b)).toEqual(given.map((_, place) => place));
        expect(collections.length).toBeLessThanOrEqual(5);
        for (const { places: own, records: packed } of collections) {
          expect(packed.length).toBeLessThanOrEqual(200);
          expect(packed).toEqual(own.map((place) => given[place]));
          const ids = packed.flatMap(({ id }) => (id === undefined ? [] : [id]));
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});
