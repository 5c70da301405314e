import { inTransaction, Sealer, UnsealError } from '@ce/database';
import { Logger } from '@ce/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '../record-audit/audit.js';
import { sealedTables, type SealedTable } from './sealed-columns.js';

const BATCH = 50;

type SealedRow = Record<string, string | null>;

/** After a key rotation: seals every value again under the first key, while the services run. */
@Injectable()
export class ResealSecrets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
    private readonly log: Logger,
  ) {}

  /**
   * How many rows were sealed anew. Rows that are locked at the moment are left for the next round. Only keys that
   * came into use earlier are stale: while a new key is rolled out, replicas under the former one leave it alone.
   */
  async reseal(): Promise<number> {
    const former = await this.dataSource.query<{ keyId: string }[]>(
      `select key_id as "keyId" from sealing_key
       where first_used_at < (select first_used_at from sealing_key where key_id = $1)`,
      [this.sealer.activeKeyId],
    );
    if (former.length === 0) return 0;
    const stale = former.map(({ keyId }) => keyId);
    let resealed = 0;
    for (const table of sealedTables) resealed += await this.#resealTable(table, stale);
    return resealed;
  }

  async #resealTable(table: SealedTable, stale: string[]): Promise<number> {
    let resealed = 0;
    for (let after: string | null = ''; after !== null;) {
      const from: string = after;
      const batch = await inTransaction(this.dataSource, (manager) => this.#resealBatch(manager, table, stale, from));
      resealed += batch.resealed;
      after = batch.next;
    }
    return resealed;
  }

  async #resealBatch(manager: EntityManager, table: SealedTable, stale: string[], after: string) {
    const names = Object.keys(table.columns);
    const isStale = names.map((name) => `split_part(${name}, '.', 1) = any($1)`).join(' or ');
    const rows = await manager.query<SealedRow[]>(
      `select ${table.key}::text as key, ${names.join(', ')} from ${table.table}
       where (${isStale}) and ${table.key}::text > $3 order by ${table.key}::text limit $2 for update skip locked`,
      [stale, BATCH, after],
    );
    const assignments = names.map((name, index) => `${name} = $${index + 2}`).join(', ');
    const done: SealedRow[] = [];
    for (const row of rows) {
      const values = this.#allAgain(row, table);
      if (values === null) continue;
      await manager.query(`update ${table.table} set ${assignments} where ${table.key} = $1`, [row['key'], ...values]);
      done.push(row);
    }
    if (table.key === 'connection_id') await this.#record(manager, done);
    return { resealed: done.length, next: rows.length < BATCH ? null : (rows.at(-1)?.['key'] ?? null) };
  }

  /** Null: one of the values does not open, which keeps no other row from its turn. */
  #allAgain(row: SealedRow, { table, columns }: SealedTable): (string | null)[] | null {
    try {
      return Object.entries(columns).map(([name, contextOf]) => this.#again(row, name, contextOf));
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      this.log.error('a sealed value does not open, and keeps its key in use', { table, key: error.keyId, error });
      return null;
    }
  }

  #again(row: SealedRow, name: string, contextOf: (key: string) => string): string | null {
    const sealed = row[name] ?? null;
    if (sealed === null || !this.sealer.isStale(sealed)) return sealed;
    const context = contextOf(row['key'] ?? '');
    return this.sealer.seal(this.sealer.open(sealed, context), context);
  }

  /** One entry for each connection, since only its own workspace may read of it. */
  async #record(manager: EntityManager, rows: readonly SealedRow[]): Promise<void> {
    const connections = await manager.query<{ workspaceId: string; connectionId: string }[]>(
      'select workspace_id as "workspaceId", id as "connectionId" from connection where id = any($1)',
      [rows.map((row) => row['key'])],
    );
    const detail = `Sealed the tokens anew under the key "${this.sealer.activeKeyId}".`;
    for (const connection of connections)
      await this.audit.record(manager, { ...connection, actor: 'auth', action: 'resealed', detail });
  }
}
