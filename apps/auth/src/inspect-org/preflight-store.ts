import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Check, worstOf } from './check.js';

export interface PreflightReport {
  connectionId: string;
  checkedAt: Date;
  result: Check['result'];
  checks: Check[];
}

/** The last preflight of each connection. */
@Injectable()
export class PreflightStore {
  constructor(private readonly dataSource: DataSource) {}

  async save(manager: EntityManager, connectionId: string, checks: Check[]): Promise<PreflightReport> {
    const report = { connectionId, checkedAt: new Date(), result: worstOf(checks), checks };
    const verdict = checks.map(({ name, result }) => `${name}:${result}`).join(' ');
    await manager.query(
      `insert into preflight (connection_id, checked_at, result, checks, verdict) values ($1, $2, $3, $4, $5)
       on conflict (connection_id) do update set checked_at = excluded.checked_at, result = excluded.result,
         checks = excluded.checks, verdict = excluded.verdict,
         same = case when preflight.verdict = excluded.verdict then preflight.same + 1 else 0 end`,
      [connectionId, report.checkedAt, report.result, JSON.stringify(checks), verdict],
    );
    return report;
  }

  async read(connectionId: string): Promise<PreflightReport | null> {
    const [row] = await this.dataSource.query<PreflightReport[]>(
      `select connection_id as "connectionId", checked_at as "checkedAt", result, checks
       from preflight where connection_id = $1`,
      [connectionId],
    );
    return row ?? null;
  }
}
