import { Sealer } from '@ce/database';
import { Metrics } from '@ce/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sealedTables } from './sealed-columns.js';

export interface SealingKeyUse {
  keyId: string;
  /** Sealed values in the database that only this key opens. */
  values: number;
  /** Whether the answering process seals under it. */
  active: boolean;
  /** A former key under which nothing is sealed: once no replica has it in the first place, it can go. */
  removable: boolean;
}

const countByKey = sealedTables
  .flatMap(({ table, columns }) =>
    Object.keys(columns).map((column) => `select ${column} as sealed from ${table} where ${column} is not null`),
  )
  .join(' union all ');

/** How far a rotation has come. */
@Injectable()
export class SealedValues {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    metrics: Metrics,
  ) {
    metrics.gauge('auth_sealed_values', 'Sealed values in the database, by key.', ['key'], async (gauge) => {
      gauge.reset();
      for (const { keyId, values } of await this.byKey()) gauge.set({ key: keyId }, values);
    });
  }

  /** All keys that were ever used, and those in use, by id. */
  async byKey(): Promise<SealingKeyUse[]> {
    const { activeKeyId } = this.sealer;
    const rows = await this.dataSource.query<{ keyId: string; values: number; former: boolean }[]>(
      `select key_id as "keyId", coalesce(used.values, 0)::int as "values", coalesce(first_used_at <
         (select first_used_at from sealing_key where key_id = $1), false) as former from sealing_key
       full join (select split_part(sealed, '.', 1) as key_id, count(*) as "values" from (${countByKey}) as every group by 1)
         as used using (key_id) order by key_id`,
      [activeKeyId],
    );
    return rows.map(({ keyId, values, former }) => ({
      keyId,
      values,
      active: keyId === activeKeyId,
      removable: former && values === 0,
    }));
  }
}
