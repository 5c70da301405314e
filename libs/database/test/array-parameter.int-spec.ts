import { startTestDatabase, type TestDatabase } from '@ce/testing';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { floatArray, textArray } from '../src/index.js';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await startTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});

/** What PostgreSQL says of the parameter, and of the same array as the driver writes it. */
async function compare(type: string, binary: Buffer, plain: readonly unknown[]): Promise<void> {
  const { rows } = await client.query<{ read: unknown[]; same: boolean }>(
    `select $1::${type}[] as read, $1::${type}[] = $2::${type}[] as same`,
    [binary, plain],
  );
  expect(rows).toEqual([{ read: plain, same: true }]);
}

describe('arrays as binary parameters', () => {
  it('carry every text that PostgreSQL stores, and nulls', async () => {
    // It stores all characters but one, and a half of a pair is none.
    const any = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\u0000', ''));
    const text = fc.oneof(any, fc.constantFrom('NULL', 'null', '"', '\\', '{a,b}', ' ', '', 'Grüße 🙂'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(text)), (values) => compare('text', textArray(values), values)),
      { numRuns: 50 },
    );
  });

  it('carry every number', async () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constant(Date.now()));
    await fc.assert(
      fc.asyncProperty(fc.array(number.map((one) => one + 0)), (values) =>
        compare('float8', floatArray(values), values),
      ),
      { numRuns: 50 },
    );
  });

  it('carry a large array in one piece', async () => {
    const values = Array.from({ length: 1_000 }, (_, at) => `${at} ${'ä'.repeat(500)}`);
    await compare('text', textArray(values), values);
  });
});
