import type { FieldMapping } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ConnectionRow } from '../connection-store/connection.entity.js';
import { type ConnectionChange, Connections } from '../connection-store/connections.js';
import { Audit, type AuditFacts } from '../record-audit/audit.js';
import { type Check, fail } from './check.js';
import { concludeLook, whatDiffers } from './conclude-look.js';
import { LookAtOrg, type LookAnswer } from './look-at-org.js';
import { type PreflightReport, PreflightStore } from './preflight-store.js';

export type PreflightAnswer =
  { kind: 'looked'; report: PreflightReport; connection: ConnectionRow } | Extract<LookAnswer, { kind: 'impossible' }>;

export interface PreflightOrder {
  /** A mapping to take over in place of the present one. */
  mapping?: FieldMapping;
  audit?: (report: PreflightReport, connection: ConnectionRow) => AuditFacts;
}

/** Looks at the org again, stores the report, and publishes what it changes about the connection. */
@Injectable()
export class RunPreflight {
  constructor(
    private readonly dataSource: DataSource,
    private readonly connections: Connections,
    private readonly preflights: PreflightStore,
    private readonly lookAtOrg: LookAtOrg,
    private readonly audit: Audit,
  ) {}

  async run(connection: ConnectionRow, order: PreflightOrder = {}): Promise<PreflightAnswer> {
    const answer = await this.lookAtOrg.look(connection);
    if (answer.kind === 'impossible') return answer;
    if (answer.kind === 'unusable') return this.#unusable(connection, answer);
    const { id, orgId, userId } = connection;
    const others = await this.connections.approvalsOf(orgId, userId, id);
    return inTransaction(this.dataSource, async (manager): Promise<PreflightAnswer> => {
      let checks: Check[] = [];
      // Mapping and toggles may have changed since the look began, so the verdict is over the locked row.
      const row = await this.connections.change(manager, id, (locked) => {
        const mapping = order.mapping ?? locked.mapping;
        const conclusion = concludeLook(answer.facts, { ...locked, mapping }, others);
        checks = conclusion.checks;
        return whatDiffers(locked, { mapping, ...stillLive(locked, conclusion.change) });
      });
      if (row === null) throw new Error(`The connection "${id}" has vanished.`);
      const report = await this.preflights.save(manager, id, checks);
      if (order.audit !== undefined) await this.audit.record(manager, order.audit(report, row));
      return { kind: 'looked', report, connection: row };
    });
  }

  async #unusable(
    connection: ConnectionRow,
    { code, reason, fix }: { code: string; reason: string; fix: string },
  ): Promise<PreflightAnswer> {
    return inTransaction(this.dataSource, async (manager): Promise<PreflightAnswer> => {
      const change = { health: 'degraded', healthReason: reason, healthFix: fix } as const;
      const row = await this.connections.change(manager, connection.id, (locked) =>
        whatDiffers(locked, stillLive(locked, change)),
      );
      const report = await this.preflights.save(manager, connection.id, [
        fail(code.startsWith('API_') ? 'api-access' : 'org', 'everything', reason, fix),
      ]);
      return { kind: 'looked', report, connection: row ?? connection };
    });
  }
}

/** A connection that ended while its org was looked at stays ended. */
function stillLive(row: ConnectionRow, change: ConnectionChange): ConnectionChange {
  if (row.health !== 'disconnected' && row.health !== 'reconnect-needed') return change;
  const { health, healthReason, healthFix } = row;
  return { ...change, health, healthReason, healthFix };
}
