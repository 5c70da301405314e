import type { DataSource } from 'typeorm';

/**
 * Brings a service's schema up to date. Several processes may call it at once: one migrates, the others wait for it.
 * @returns names of the migrations that were run.
 */
export async function migrate(dataSource: DataSource, schema: string): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('select pg_advisory_lock(hashtext($1))', [`migrate:${schema}`]);
    try {
      await runner.query(`create schema if not exists "${schema}"`);
      const executed = await dataSource.runMigrations({ transaction: 'each' });
      return executed.map((migration) => migration.name);
    } finally {
      await runner.query('select pg_advisory_unlock(hashtext($1))', [`migrate:${schema}`]);
    }
  } finally {
    await runner.release();
  }
}
