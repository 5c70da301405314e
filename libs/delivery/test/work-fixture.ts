import { randomUUID } from 'node:crypto';
import { startTestDatabase } from '@ce/testing';
import { DataSource } from 'typeorm';
import { TABLE } from './work-table-name.js';
import { workTableV1, WorkQueue, type WorkRow } from '../src/index.js';

export { TABLE };

export interface EffectRow extends WorkRow {
  note: string | null;
}

export interface WorkFixture {
  url: string;
  dataSource: DataSource;
  queue: WorkQueue<EffectRow>;
  /** A second process's view: its own pool and queue. */
  another(): Promise<WorkQueue<EffectRow>>;
  add(rows: Partial<AddedRow>[]): Promise<void>;
  read(): Promise<StoredRow[]>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

interface AddedRow {
  id: string;
  connectionId: string;
  recordId: string;
  lockGroup: string | null;
  kind: string;
  priority: number;
  /** Milliseconds ago. */
  age: number;
}

export interface StoredRow {
  id: string;
  state: string;
  attempts: number;
  ambiguous: boolean;
  error_class: string | null;
  error_code: string | null;
  reason: string | null;
  fix: string | null;
  result_id: string | null;
  not_before: Date;
  claimed_by: string | null;
}

export async function startWorkFixture(claimMs = 60_000): Promise<WorkFixture> {
  const database = await startTestDatabase();
  const open = async () => {
    const dataSource = new DataSource({ type: 'postgres', url: database.url, poolSize: 5 });
    await dataSource.initialize();
    opened.push(dataSource);
    return dataSource;
  };
  const opened: DataSource[] = [];
  const dataSource = await open();
  await dataSource.query('create schema work_test');
  for (const statement of workTableV1({ table: TABLE, columns: ['note text'] })) await dataSource.query(statement);
  return {
    url: database.url,
    dataSource,
    queue: new WorkQueue(dataSource, { table: TABLE, claimMs }),
    another: async () => new WorkQueue(await open(), { table: TABLE, claimMs }),
    add: (rows) => addRows(dataSource, rows),
    read: () => dataSource.query(`select * from ${TABLE} order by id`),
    empty: () => dataSource.query(`truncate ${TABLE}`),
    close: async () => {
      for (const one of opened) await one.destroy();
      await database.close();
    },
  };
}

async function addRows(dataSource: DataSource, rows: Partial<AddedRow>[]): Promise<void> {
  const full = rows.map((row) => ({
    id: row.id ?? randomUUID(),
    connection_id: row.connectionId ?? 'acme',
    record_id: row.recordId ?? randomUUID(),
    lock_group: row.lockGroup ?? null,
    kind: row.kind ?? 'tasks',
    priority: row.priority ?? 0,
    age: row.age ?? 0,
  }));
  await dataSource.query(
    `insert into ${TABLE} (id, connection_id, record_id, lock_group, kind, priority, created_at, not_before, note)
      select id, connection_id, record_id, lock_group, kind, priority, now() - age * interval '1 millisecond',
        now() - age * interval '1 millisecond', 'n'
      from jsonb_to_recordset($1::jsonb)
        as r (id text, connection_id text, record_id text, lock_group text, kind text, priority int, age int)`,
    [JSON.stringify(full)],
  );
}
