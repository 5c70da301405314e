import { inTransaction, Sealer } from '@ce/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type SecretName, TokenSecrets } from '../token-store/token-secrets.js';

const BATCH = 50;
const columns = {
  access: 'sealed_access_token',
  refresh: 'sealed_refresh_token',
  client: 'sealed_client_secret',
} as const satisfies Record<SecretName, string>;

type SealedRow = { connection_id: string } & Record<(typeof columns)[SecretName], string | null>;

/** After a key rotation: seals every value again under the first key, while the services run. */
@Injectable()
export class ResealTokens {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly secrets: TokenSecrets,
  ) {}

  /**
   * How many connections were sealed anew. Rows that are locked at the moment are left for the next round. Only keys that
   * came into use earlier are stale: while a new key is rolled out, replicas under the former one leave it alone.
   */
  async reseal(): Promise<number> {
    const former = await this.dataSource.query<{ keyId: string }[]>(
      `select key_id as "keyId" from sealing_key
       where first_used_at < (select first_used_at from sealing_key where key_id = $1)`,
      [this.sealer.activeKeyId],
    );
    const stale = former.map(({ keyId }) => keyId);
    let resealed = 0;
    for (;;) {
      const rows = await inTransaction(this.dataSource, (manager) => this.#resealBatch(manager, stale));
      resealed += rows;
      if (rows < BATCH) return resealed;
    }
  }

  async #resealBatch(manager: EntityManager, stale: string[]): Promise<number> {
    if (stale.length === 0) return 0;
    const rows = await manager.query<SealedRow[]>(
      `select connection_id, sealed_access_token, sealed_refresh_token, sealed_client_secret from token
       where split_part(sealed_access_token, '.', 1) = any($1) or split_part(sealed_refresh_token, '.', 1) = any($1)
          or split_part(sealed_client_secret, '.', 1) = any($1)
       limit $2 for update skip locked`,
      [stale, BATCH],
    );
    for (const row of rows) {
      await manager.query(
        `update token set sealed_access_token = $2, sealed_refresh_token = $3, sealed_client_secret = $4
         where connection_id = $1`,
        [row.connection_id, this.#again(row, 'access'), this.#again(row, 'refresh'), this.#again(row, 'client')],
      );
    }
    return rows.length;
  }

  #again(row: SealedRow, name: SecretName): string | null {
    const sealed = row[columns[name]];
    if (sealed === null || !this.sealer.isStale(sealed)) return sealed;
    return this.secrets.seal(row.connection_id, name, this.secrets.open(row.connection_id, name, sealed));
  }
}
