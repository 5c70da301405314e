import pg from 'pg';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';

export interface ServiceDatabase {
  /** The schema that this service owns and nobody else reads. */
  schema: string;
  entities: readonly (new () => object)[];
  /** In order; names end with their timestamp, as TypeORM asks. */
  migrations: readonly (new () => MigrationInterface)[];
}

export interface DatabaseAddress {
  url: string;
  poolSize: number;
  applicationName: string;
}

export function dataSourceOptions(database: ServiceDatabase, address: DatabaseAddress): DataSourceOptions {
  return {
    type: 'postgres',
    // The one that everybody here has; TypeORM would look for it by name, beside a bundle's.
    driver: pg,
    url: address.url,
    schema: database.schema,
    entities: [...database.entities],
    migrations: [...database.migrations],
    migrationsTableName: 'migrations',
    synchronize: false,
    logging: false,
    poolSize: address.poolSize,
    applicationName: address.applicationName,
    connectTimeoutMS: 10_000,
    // Unqualified names in SQL mean the service's own schema; a transaction is what this code takes it for, whatever the
    // server's own setting, and without a statement for each that says so.
    extra: { options: `-c search_path=${database.schema} -c default_transaction_isolation=read\\ committed` },
  };
}

/** A data source outside Nest, for migrations, command lines and tests; call `initialize()` on it. */
export function serviceDataSource(database: ServiceDatabase, address: DatabaseAddress): DataSource {
  return new DataSource(dataSourceOptions(database, address));
}
