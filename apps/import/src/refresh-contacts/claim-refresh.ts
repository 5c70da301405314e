import { randomUUID } from 'node:crypto';
import type { FieldMapping } from '@ce/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { mappingKeyOf } from './mapping-key.js';

/** A connection whose enrolled people this process may look through until the claim runs out. */
export interface RefreshClaim {
  claimId: string;
  connectionId: string;
  /** Changes before this moment are known already. */
  since: Date;
  mappingKey: string | null;
  startedAt: Date;
}

export interface RefreshEnd {
  /** Whether everybody was looked at; else the next refresh begins where this one did. */
  complete: boolean;
  mappingKey: string | null;
  nextInMs: number;
  problem: { code: string; reason: string; fix: string } | null;
}

/** How long a killed process's connection stays without refresh. */
const CLAIM_SECONDS = 60;
/** How often a claim is renewed while its process lives: a read may take longer than the claim lasts. Milliseconds. */
export const CLAIM_BEAT_MS = (CLAIM_SECONDS * 1_000) / 4;

/** With the mapping by which people are imported from now on: a change of it before the first refresh is seen as one. */
export async function noteNewConnections(manager: EntityManager, intervalMs: number): Promise<void> {
  const fresh: { connectionId: string; mapping: FieldMapping }[] = await manager.query(
    `select connection_id as "connectionId", mapping from connection
     where not exists (select from refresh where refresh.connection_id = connection.connection_id)`,
  );
  for (const { connectionId, mapping } of fresh) {
    await manager.query(
      `insert into refresh (connection_id, since, due_at, mapping_key)
       values ($1, now(), now() + make_interval(secs => $2), $3) on conflict do nothing`,
      [connectionId, intervalMs / 1_000, mappingKeyOf({ mapping })],
    );
  }
}

/** The longest-due usable connection. One that is new here is due after its first interval. */
export async function claimRefresh(dataSource: DataSource, intervalMs: number): Promise<RefreshClaim | undefined> {
  await noteNewConnections(dataSource.manager, intervalMs);
  const [claimed]: [RefreshClaim[], number] = await dataSource.query(
    `update refresh set claimed_by = $1, claimed_until = now() + make_interval(secs => $2)
     from (
       select r.connection_id from refresh r join connection c using (connection_id)
       where r.due_at <= now() and (r.claimed_until is null or r.claimed_until < now())
         and c.health in ('connected', 'degraded')
       order by r.due_at limit 1 for update of r skip locked
     ) due
     where refresh.connection_id = due.connection_id
     returning claimed_by as "claimId", refresh.connection_id as "connectionId", since, mapping_key as "mappingKey",
       now() as "startedAt"`,
    [randomUUID(), CLAIM_SECONDS],
  );
  return claimed[0];
}

/** False when another process has taken the connection over. */
export async function keepRefreshClaim(manager: EntityManager, claim: RefreshClaim): Promise<boolean> {
  const [kept]: [unknown[], number] = await manager.query(
    `update refresh set claimed_until = now() + make_interval(secs => $3)
     where connection_id = $1 and claimed_by = $2 returning 1`,
    [claim.connectionId, claim.claimId, CLAIM_SECONDS],
  );
  return kept.length > 0;
}

/** What was asked for while it ran makes the connection due again: the people looked at first may have changed since. */
export async function endRefresh(dataSource: DataSource, claim: RefreshClaim, end: RefreshEnd): Promise<void> {
  const { complete, mappingKey, nextInMs, problem } = end;
  await dataSource.query(
    `update refresh
     set claimed_by = null, claimed_until = null,
         due_at = case when date_trunc('milliseconds', due_at) > $5::timestamptz then due_at else now() + make_interval(secs => $3) end,
         since = case when $4 then $5::timestamptz else since end,
         mapping_key = case when $4 then $6 else mapping_key end,
         refreshed_at = case when $4 then now() else refreshed_at end,
         code = $7, reason = $8, fix = $9
     where connection_id = $1 and claimed_by = $2`,
    [
      claim.connectionId,
      claim.claimId,
      nextInMs / 1_000,
      complete,
      claim.startedAt,
      mappingKey,
      problem?.code ?? null,
      problem?.reason ?? null,
      problem?.fix ?? null,
    ],
  );
}
