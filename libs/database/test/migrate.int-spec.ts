import { startTestDatabase, type TestDatabase } from '@ce/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, migrate, serviceDataSource } from '../src/index.js';

class CreateNote1700000000000 implements MigrationInterface {
  name = 'CreateNote1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table note (id int primary key)');
    // Long enough for a second migrator to arrive while this one is at work.
    await runner.query('select pg_sleep(0.3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table note');
  }
}

let database: TestDatabase;
const open = async () =>
  serviceDataSource(
    { schema: 'notes', entities: [], migrations: [CreateNote1700000000000] },
    { url: database.url, poolSize: 2, applicationName: 'test' },
  ).initialize();

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

describe('migrate', () => {
  it('lets racing migrators run each migration once, in the service’s own schema', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const executed = await Promise.all([migrate(one, 'notes'), migrate(other, 'notes')]);
    expect(executed.flat()).toEqual(['CreateNote1700000000000']);
    expect(await one.query(`select table_schema from information_schema.tables where table_name = 'note'`)).toEqual([
      { table_schema: 'notes' },
    ]);
    await Promise.all([one.destroy(), other.destroy()]);
  });
});

describe('inTransaction', () => {
  it('leaves nothing behind when the work throws', async () => {
    const source = await open();
    await migrate(source, 'notes');
    const failing = inTransaction(source, async (manager) => {
      await manager.query('insert into note values (1)');
      throw new Error('half way');
    });
    await expect(failing).rejects.toThrow('half way');
    expect(await source.query('select * from note')).toEqual([]);
    await source.destroy();
  });
});
