import { inTransaction, Sealer } from '@ce/database';
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
    for (let resealed = 0; ;) {
      const rows = await inTransaction(this.dataSource, (manager) => this.#resealBatch(manager, table, stale));
      resealed += rows;
      if (rows < BATCH) return resealed;
    }
  }

  async #resealBatch(manager: EntityManager, table: SealedTable, stale: string[]): Promise<number> {
    const names = Object.keys(table.columns);
    const isStale = names.map((name) => `split_part(${name}, '.', 1) = any($1)`).join(' or ');
    const rows = await manager.query<SealedRow[]>(
      `select ${table.key} as key, ${names.join(', ')} from ${table.table} where ${isStale}
       limit $2 for update skip locked`,
      [stale, BATCH],
    );
    const assignments = names.map((name, index) => `${name} = $${index + 2}`).join(', ');
    for (const row of rows) {
      const values = Object.entries(table.columns).map(([name, contextOf]) => this.#again(row, name, contextOf));
      await manager.query(`update ${table.table} set ${assignments} where ${table.key} = $1`, [row['key'], ...values]);
    }
    if (table.key === 'connection_id') await this.#record(manager, rows);
    return rows.length;
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
