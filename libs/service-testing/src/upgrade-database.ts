import { migrate, serviceDataSource, type ServiceDatabase } from '@ce/database';
import { startTestDatabase } from '@ce/testing';
import type { DataSource } from 'typeorm';

export interface UpgradedDatabase {
  /** Names of the migrations that the upgrade ran. */
  ran: string[];
  source: DataSource;
  close(): Promise<void>;
}

/** A service's tables as they were before these migrations, filled with rows of that time, and brought up to date. */
export async function upgradeDatabase(
  database: ServiceDatabase,
  added: ServiceDatabase['migrations'],
  fill: (before: DataSource) => Promise<unknown>,
): Promise<UpgradedDatabase> {
  const postgres = await startTestDatabase();
  const address = { url: postgres.url, poolSize: 2, applicationName: 'test' };
  const migrations = database.migrations.filter((migration) => !added.includes(migration));
  const before = await serviceDataSource({ ...database, migrations }, address).initialize();
  await migrate(before, database.schema);
  await fill(before);
  await before.destroy();

  const source = await serviceDataSource(database, address).initialize();
  return {
    ran: await migrate(source, database.schema),
    source,
    close: async () => {
      await source.destroy();
      await postgres.close();
    },
  };
}
