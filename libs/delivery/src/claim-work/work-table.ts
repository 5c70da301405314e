export interface WorkTableDefinition {
  /** With its schema: `activity_logging.activity`. Names are the service's own constants, never input. */
  table: string;
  /** The service's own columns, e.g. `subject text not null`. */
  columns: readonly string[];
}

/**
 * Statements that make a work table, for the migration that adds it. A published version is never edited: a change is a
 * `V2` beside it and a migration of each service. An index that only one of them wants otherwise is that one's to exchange.
 */
export function workTableV1({ table, columns }: WorkTableDefinition): string[] {
  const name = table.split('.').at(-1) ?? table;
  return [
    `create table ${table} (
      id text primary key,
      connection_id text not null,
      record_id text not null,
      lock_group text,
      kind text not null,
      priority smallint not null default 0,
      state text not null default 'waiting'
        check (state in ('waiting', 'claimed', 'done', 'parked', 'superseded')),
      claimed_by uuid,
      claimed_until timestamptz,
      attempts integer not null default 0,
      not_before timestamptz not null default now(),
      error_class text,
      error_code text,
      reason text,
      fix text,
      ambiguous boolean not null default false,
      result_id text,
      created_at timestamptz not null default now(),
      settled_at timestamptz${columns.map((column) => `,\n      ${column}`).join('')}
    )`,
    // Partial, so that what is settled (nearly everything) costs nothing.
    `create index ${name}_waiting on ${table} (connection_id, kind, priority, created_at) where state = 'waiting'`,
    `create index ${name}_claimed on ${table} (connection_id, kind) where state = 'claimed'`,
    `create index ${name}_parked on ${table} (connection_id, created_at, id) where state = 'parked'`,
    `create index ${name}_record on ${table} (connection_id, record_id)`,
  ];
}
