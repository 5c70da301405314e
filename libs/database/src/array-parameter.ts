/** Of the element types, as PostgreSQL numbers them. Source: its catalog `pg_type`, fixed for built-in types. */
const TEXT = 25;
const FLOAT8 = 701;

const HEADER_SIZE = 20;
const LENGTH_SIZE = 4;
const FLOAT8_SIZE = 8;
const NULL_LENGTH = -1;

/**
 * Texts as one binary parameter of the type `text[]`: neither side has to mark or to look for quotes, and the driver, which
 * takes bytes as they are, copies nothing several times. Source: PostgreSQL source, `array_recv` in arrayfuncs.c.
 */
export function textArray(values: readonly (string | null)[]): Buffer {
  let size = 0;
  for (const value of values) size += LENGTH_SIZE + (value === null ? 0 : Buffer.byteLength(value));
  const target = begin(TEXT, values.length, size, values.includes(null));
  let at = HEADER_SIZE;
  for (const value of values) {
    if (value === null) {
      at = target.writeInt32BE(NULL_LENGTH, at);
    } else {
      const length = target.write(value, at + LENGTH_SIZE);
      at = target.writeInt32BE(length, at) + length;
    }
  }
  return target;
}

/** Numbers as one binary parameter of the type `float8[]`. */
export function floatArray(values: readonly number[]): Buffer {
  const target = begin(FLOAT8, values.length, values.length * (LENGTH_SIZE + FLOAT8_SIZE), false);
  let at = HEADER_SIZE;
  for (const value of values) at = target.writeDoubleBE(value, target.writeInt32BE(FLOAT8_SIZE, at));
  return target;
}

/** With its header; a length of 0 leaves an array of one dimension without elements, which is an empty array too. */
function begin(elementType: number, length: number, size: number, nulls: boolean): Buffer {
  const target = Buffer.allocUnsafe(HEADER_SIZE + size);
  const [dimensions, lowerBound] = [1, 1];
  let at = 0;
  for (const number of [dimensions, nulls ? 1 : 0, elementType, length, lowerBound])
    at = target.writeInt32BE(number, at);
  return target;
}
