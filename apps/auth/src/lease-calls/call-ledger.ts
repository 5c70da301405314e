import { randomUUID } from 'node:crypto';
import type { CallKind, LeaseSettlement } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type BudgetRules, callsOf, defaultRules } from './budget-rules.js';
import { type BudgetFacts, decideGrant, type Grant } from './decide-grant.js';

/** After Salesforce refused for the day: the rolling day frees calls little by little. Minutes. */
const FULL_PAUSE = 15;

interface BudgetRow {
  now: Date;
  cap: BudgetRules['cap'];
  reserve: BudgetRules['reserve'];
  org_used: number | null;
  org_limit: number | null;
  org_seen_at: Date | null;
  org_full_until: Date | null;
  leased: number;
}

export type Reservation =
  { kind: 'reserved'; leaseId: string; calls: number; expiresAt: Date } | Extract<Grant, { kind: 'exhausted' }>;

/** Leases, what was spent by hour and kind, and what the org says of itself. Every method is one short transaction. */
@Injectable()
export class CallLedger {
  constructor(private readonly dataSource: DataSource) {}

  /** A connection's budget begins with the defaults; an existing one stays. */
  async open(manager: EntityManager, connectionId: string): Promise<void> {
    await manager.query(
      'insert into call_budget (connection_id, cap, reserve) values ($1, $2, $3) on conflict do nothing',
      [connectionId, JSON.stringify(defaultRules.cap), JSON.stringify(defaultRules.reserve)],
    );
  }

  async changeRules(manager: EntityManager, connectionId: string, rules: BudgetRules): Promise<void> {
    await manager.query('update call_budget set cap = $2, reserve = $3 where connection_id = $1', [
      connectionId,
      JSON.stringify(rules.cap),
      JSON.stringify(rules.reserve),
    ]);
  }

  /** The budget row is locked while it decides, so that no two replicas give the same calls away. */
  async reserve(connectionId: string, kind: CallKind, wanted: number, seconds: number): Promise<Reservation> {
    return inTransaction(this.dataSource, async (manager): Promise<Reservation> => {
      await manager.query('select 1 from call_budget where connection_id = $1 for update', [connectionId]);
      const facts = await this.factsOf(connectionId, manager);
      if (facts === null) throw new Error(`The connection "${connectionId}" has no call budget.`);
      const grant = decideGrant(facts, kind, wanted);
      if (grant.kind === 'exhausted') return grant;
      const leaseId = randomUUID();
      const [row] = await manager.query<{ expires_at: Date }[]>(
        `insert into lease (id, connection_id, kind, calls, expires_at)
         values ($1, $2, $3, $4, now() + $5 * interval '1 second') returning expires_at`,
        [leaseId, connectionId, kind, grant.calls, seconds],
      );
      return { kind: 'reserved', leaseId, calls: grant.calls, expiresAt: row?.expires_at ?? facts.now };
    });
  }

  /** Null for a connection without a budget. */
  async factsOf(connectionId: string, manager: EntityManager = this.dataSource.manager): Promise<BudgetFacts | null> {
    const [row] = await manager.query<BudgetRow[]>(
      `select now(), cap, reserve, org_used, org_limit, org_seen_at, org_full_until,
         (select coalesce(sum(calls), 0)::int from lease
          where lease.connection_id = call_budget.connection_id and expires_at > now()) as leased
       from call_budget where connection_id = $1`,
      [connectionId],
    );
    if (row === undefined) return null;
    const hours = await manager.query<{ hour: Date; calls: number }[]>(
      `select hour, sum(calls)::int as calls from call_use
       where connection_id = $1 and hour >= date_trunc('hour', now() - interval '24 hours')
       group by hour order by hour`,
      [connectionId],
    );
    const { org_used: used, org_limit: limit, org_seen_at: seenAt } = row;
    return {
      now: row.now,
      cap: callsOf(row.cap, limit),
      hours,
      leased: row.leased,
      org: used === null || limit === null || seenAt === null ? null : { used, limit, seenAt },
      reserve: callsOf(row.reserve, limit),
      orgFullUntil: row.org_full_until,
    };
  }

  /**
   * Books what was spent and gives back the rest. A second settlement changes nothing; a late one, after the lease ran out,
   * still books its calls.
   */
  async settle(leaseId: string, settlement: LeaseSettlement): Promise<'settled' | 'unknown'> {
    return inTransaction(this.dataSource, async (manager) => {
      const { connectionId } = settlement;
      const [[lease]] = await manager.query<[{ kind: CallKind }[], number]>(
        'delete from lease where id = $1 and connection_id = $2 returning kind',
        [leaseId, connectionId],
      );
      if (lease === undefined) return 'unknown';
      await this.book(manager, connectionId, lease.kind, settlement.calls);
      await this.noteOrg(manager, settlement);
      return 'settled';
    });
  }

  async book(manager: EntityManager, connectionId: string, kind: CallKind, calls: number): Promise<void> {
    if (calls === 0) return;
    await manager.query(
      `insert into call_use (connection_id, hour, kind, calls) values ($1, date_trunc('hour', now()), $2, $3)
       on conflict (connection_id, hour, kind) do update set calls = call_use.calls + excluded.calls`,
      [connectionId, kind, calls],
    );
  }

  /** Nothing was asked of Salesforce, so nothing is learned. */
  async noteOrg(manager: EntityManager, said: Omit<LeaseSettlement, 'refusedRight'>) {
    const { connectionId, calls, orgUsage, dailyLimitHit } = said;
    if (dailyLimitHit) {
      await manager.query(
        `update call_budget set org_full_until = now() + $2 * interval '1 minute' where connection_id = $1`,
        [connectionId, FULL_PAUSE],
      );
    } else if (calls > 0) {
      await manager.query(
        'update call_budget set org_full_until = null where connection_id = $1 and org_full_until <= now()',
        [connectionId],
      );
    }
    if (orgUsage === null) return;
    await manager.query(
      'update call_budget set org_used = $2, org_limit = $3, org_seen_at = now() where connection_id = $1',
      [connectionId, orgUsage.used, orgUsage.limit],
    );
  }

  /** Rows that can no longer matter. A lease stays a day after it ran out, for a late settlement. */
  async removeOld(): Promise<void> {
    await this.dataSource.query(`delete from lease where expires_at < now() - interval '1 day'`);
    await this.dataSource.query(`delete from call_use where hour < now() - interval '31 days'`);
  }
}
