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
  hours: { hour: string; calls: number }[];
}

/** Calls that were made to an org, and what its answers said. */
type Spent = Omit<LeaseSettlement, 'refusedRight' | 'next'>;

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
      // A statement of its own: the facts need a snapshot of after the lock, with what its former holder stored.
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
          where lease.connection_id = call_budget.connection_id and expires_at > now()) as leased,
         (select coalesce(json_agg(by_hour order by hour), '[]') from
           (select hour, sum(calls)::int as calls from call_use
            where call_use.connection_id = call_budget.connection_id
              and hour >= date_trunc('hour', now() - interval '24 hours')
            group by hour) as by_hour) as hours
       from call_budget where connection_id = $1`,
      [connectionId],
    );
    if (row === undefined) return null;
    const { org_used: used, org_limit: limit, org_seen_at: seenAt } = row;
    return {
      now: row.now,
      cap: callsOf(row.cap, limit),
      hours: row.hours.map(({ hour, calls }) => ({ hour: new Date(hour), calls })),
      leased: row.leased,
      org: used === null || limit === null || seenAt === null ? null : { used, limit, seenAt },
      reserve: callsOf(row.reserve, limit),
      orgFullUntil: row.org_full_until,
    };
  }

  /**
   * Books what was spent and gives back the rest. A second settlement changes nothing; a late one, after the lease ran out,
   * still books its calls. One statement, since one is a transaction already, and this comes after every piece of work.
   */
  async settle(leaseId: string, settlement: LeaseSettlement): Promise<'settled' | 'unknown'> {
    const settled = await this.dataSource.query<unknown[]>(
      `with spent as (delete from lease where id = $6 and connection_id = $1 returning kind), ${BOOK}`,
      [...valuesOf(settlement), leaseId],
    );
    return settled.length === 0 ? 'unknown' : 'settled';
  }

  /** For calls that had no lease. */
  async book(manager: EntityManager, kind: CallKind, spent: Spent): Promise<void> {
    await manager.query(`with spent as (select $6::text as kind), ${BOOK}`, [...valuesOf(spent), kind]);
  }

  /** Rows that can no longer matter. A lease stays a day after it ran out, for a late settlement. */
  async removeOld(): Promise<void> {
    await this.dataSource.query(`delete from lease where expires_at < now() - interval '1 day'`);
    await this.dataSource.query(`delete from call_use where hour < now() - interval '31 days'`);
  }
}

function valuesOf({ connectionId, calls, orgUsage, dailyLimitHit }: Spent): unknown[] {
  return [connectionId, calls, dailyLimitHit, orgUsage?.used ?? null, orgUsage?.limit ?? null];
}

/**
 * Follows `spent`, which has the kind of what was spent, or no row: then nothing happens. Without a call nothing was
 * asked of Salesforce, so nothing is learned. `noted` reads `booked` to come after it: all lock in this order.
 */
const BOOK = `booked as (
    insert into call_use (connection_id, hour, kind, calls)
    select $1, date_trunc('hour', now()), kind, $2::int from spent where $2 > 0
    on conflict (connection_id, hour, kind) do update set calls = call_use.calls + excluded.calls
    returning 1
  ), noted as (
    update call_budget
       set org_full_until = case when $3::boolean then now() + interval '${FULL_PAUSE} minutes'
                                 when $2 > 0 and org_full_until <= now() then null
                                 else org_full_until end,
           org_used = coalesce($4::int, org_used), org_limit = coalesce($5::int, org_limit),
           org_seen_at = case when $4::int is null then org_seen_at else now() end
      from spent left join booked on true
     where connection_id = $1 and ($3 or $4::int is not null or ($2 > 0 and org_full_until <= now()))
  )
  select 1 from spent`;
