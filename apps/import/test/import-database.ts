import { migrate, serviceDataSource } from '@ce/database';
import { startTestDatabase } from '@ce/testing';
import type { DataSource } from 'typeorm';
import { database } from '../src/database.js';

export interface ImportDatabase {
  source: DataSource;
  close(): Promise<void>;
}

/** The tables of the service without the service. */
export async function startImportDatabase(): Promise<ImportDatabase> {
  const postgres = await startTestDatabase();
  const address = { url: postgres.url, poolSize: 4, applicationName: 'test' };
  const source = await serviceDataSource(database, address).initialize();
  await migrate(source, database.schema);
  return {
    source,
    close: async () => {
      await source.destroy();
      await postgres.close();
    },
  };
}
