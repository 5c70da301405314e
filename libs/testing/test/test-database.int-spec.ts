import pg from 'pg';
import { expect, it } from 'vitest';
import { startTestDatabase } from '../src/index.js';

it('gives a PostgreSQL that answers, and takes it away', async () => {
  const database = await startTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  expect((await client.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await client.end();
  await database.close();
  await expect(new pg.Client({ connectionString: database.url }).connect()).rejects.toThrow();
});
