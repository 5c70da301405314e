import type { DataSource } from 'typeorm';

/** Every row of a service's schema and of the bus, as text; equal dumps mean that nothing was changed. */
export async function dumpSchema(database: DataSource, schema: string, leaveOut: readonly string[]): Promise<string[]> {
  const tables = await database.query<{ name: string }[]>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where (table_schema = $1 or (table_schema = 'bus' and table_name = 'log')) and table_type = 'BASE TABLE'
       and table_name <> all ($2) order by 1`,
    [schema, [...leaveOut]],
  );
  const rows: string[] = [];
  for (const { name } of tables) {
    const found = await database.query<{ row: string }[]>(`select to_jsonb(t)::text as row from ${name} t order by 1`);
    rows.push(...found.map(({ row }) => `${name} ${row}`));
  }
  return rows;
}
