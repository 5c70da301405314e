import { parseQuery } from '@jetstreamapp/soql-parser-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { salesRepQuery } from '../change-owner/find-sales-reps.js';
import { anyText } from '../testing/any-text.js';
import { buildQueries, buildQuery } from './build-query.js';

const leadId = fc.stringMatching(/^[0-9a-zA-Z]{12}$/).map((rest) => `00Q${rest}`);

describe('buildQuery', () => {
  it('selects by id, in the 18-character form', () => {
    expect(buildQuery({ objectType: 'Lead', fields: ['Id', 'Owner.Type'], ids: ['00Q5e00001AbCdE'] })).toBe(
      "SELECT Id, Owner.Type FROM Lead WHERE Id IN ('00Q5e00001AbCdEEAV')",
    );
  });

  it('refuses what is no id, so that nothing can be smuggled into a query', () => {
    expect(() => buildQuery({ objectType: 'Lead', fields: ['Id'], ids: ["x') OR (Name != '"] })).toThrow();
  });

  it('splits many ids over as few queries as the length allows, losing none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(leadId, { maxLength: 1_200 }), fc.integer({ min: 300, max: 12_000 }), (ids, max) => {
        const queries = buildQueries({ objectType: 'Lead', fields: ['Id', 'Email'], ids }, max);
        const found = queries.flatMap((query) => query.match(/00Q[0-9a-zA-Z]{15}/g) ?? []);
        expect(found.map((id) => id.slice(0, 15))).toEqual(ids);
        expect(queries.every((query) => encodeURIComponent(query).length <= max)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('salesRepQuery', () => {
  it('keeps any text inside its quotes', () => {
    fc.assert(
      fc.property(anyText(40), (email) => {
        const where = parseQuery(salesRepQuery([email])).where;
        expect(where).toMatchObject({ left: { field: 'Email', operator: 'IN' } });
        expect(where).not.toHaveProperty('operator');
      }),
    );
  });
});
