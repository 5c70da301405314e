import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayLiteral } from './array-literal.js';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as {
  prepareValue: (value: unknown) => unknown;
};

describe('arrayLiteral', () => {
  it('writes what the driver would', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('NULL', 'null', '"', '\\', '{a,b}', ' ', ''));
    fc.assert(
      fc.property(fc.array(fc.option(text)), (values) => {
        expect(arrayLiteral(values)).toBe(prepareValue(values));
      }),
    );
  });
});
