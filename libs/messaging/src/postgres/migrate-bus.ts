import { migrate, serviceDataSource, type ServiceDatabase } from '@ce/database';
import { CreateLog1764000000001 } from './migrations/1764000000001-create-log.js';
import { CreateNumbering1764000000002 } from './migrations/1764000000002-create-numbering.js';

export const busDatabase: ServiceDatabase = {
  schema: 'bus',
  entities: [],
  migrations: [CreateLog1764000000001, CreateNumbering1764000000002],
};

/**
 * Brings the schema `bus` of the Postgres transport up to date; safe to run from several processes at once.
 * @returns names of the migrations that were run
 */
export async function migrateBus(databaseUrl: string): Promise<string[]> {
  const dataSource = serviceDataSource(busDatabase, {
    url: databaseUrl,
    poolSize: 2,
    applicationName: 'bus-migrate',
  });
  await dataSource.initialize();
  try {
    return await migrate(dataSource, busDatabase.schema);
  } finally {
    await dataSource.destroy();
  }
}
