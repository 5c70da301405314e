import type { DataSource } from 'typeorm';

/** The address behind a data source of @ce/database, for connections that cannot come from its pool, and its schema. */
export function addressOf({ options }: DataSource): { url: string; schema: string } {
  if (options.type !== 'postgres' || options.url === undefined) {
    throw new Error('The bus needs a data source with a PostgreSQL URL. Make it with @ce/database.');
  }
  return { url: options.url, schema: options.schema ?? 'public' };
}
