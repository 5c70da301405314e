/** A pool that runs single statements: a TypeORM `DataSource` is one. */
export interface Queryable {
  query<Rows = unknown>(sql: string, parameters?: unknown[]): Promise<Rows>;
}
