export interface WorkStatements {
  readyLanes: string;
  lockConnection: string;
  claim: string;
  renew: string;
  takeOver: string;
  handBack: string;
  settleDone: string;
  settle: string;
}

/** The SQL over one work table. `table` and `forget` are constants of the service. */
export function workStatements(table: string, forget: Readonly<Record<string, string>> = {}): WorkStatements {
  return {
    readyLanes: readyLanes(table),
    lockConnection: `select pg_advisory_xact_lock(hashtextextended('${table}/' || $1, 0))`,
    claim: claim(table),
    renew: `update ${table} set claimed_until = now() + $4 * interval '1 millisecond'
      where connection_id = $1 and kind = $2 and state = 'claimed' and claimed_by = $3
        and ($5::text[] is null or id = any($5))
      returning id`,
    // Nobody knows how far the lost process came; its last call began before the claim ran out.
    takeOver: `update ${table}
      set state = 'waiting', claimed_by = null, claimed_until = null, ambiguous = true,
        not_before = greatest(not_before, claimed_until + $1 * interval '1 millisecond')
      where id in (
        select id from ${table} where state = 'claimed' and claimed_until < now() for update skip locked
      )`,
    handBack: `update ${table} set state = 'waiting', claimed_by = null, claimed_until = null
      where connection_id = $1 and kind = $2 and state = 'claimed' and claimed_by = $3
        and ($4::text[] is null or id = any($4))`,
    settleDone: settleDone(table, forget),
    settle: settle(table, forget),
  };
}

/**
 * Jumps from lane to lane along the index instead of reading every waiting row, so that it costs the same with ten rows
 * waiting as with a million.
 */
function readyLanes(table: string): string {
  return `with recursive lane as (
      (select connection_id, kind from ${table} where state = 'waiting' order by connection_id, kind limit 1)
      union all
      select next.connection_id, next.kind from lane cross join lateral (
        select connection_id, kind from ${table}
        where state = 'waiting' and (connection_id, kind) > (lane.connection_id, lane.kind)
        order by connection_id, kind limit 1
      ) next
    )
    select lane.connection_id, lane.kind, due.ready::int as ready, due.ready_since
    from lane cross join lateral (
      select count(*) as ready, min(since) as ready_since from (
        select greatest(created_at, not_before) as since from ${table} w
        where w.connection_id = lane.connection_id and w.kind = lane.kind
          and w.state = 'waiting' and w.not_before <= now()
        order by w.priority, w.created_at limit $1
      ) counted
    ) due
    where due.ready > 0
    order by due.ready_since`;
}

/**
 * Twice the limit is looked at, so that mates of a lock group further down travel with the group's first row. Rows of a
 * record or lock group that is under way wait for it.
 */
function claim(table: string): string {
  return `with busy as materialized (
      select record_id, lock_group from ${table} where connection_id = $1 and state = 'claimed'
    ), candidate as materialized (
      select id, priority, created_at, coalesce(lock_group, record_id) as mates
      from ${table} w
      where connection_id = $1 and kind = $2 and state = 'waiting' and not_before <= now()
        and record_id not in (select record_id from busy)
        and (lock_group is null or lock_group not in (select lock_group from busy where lock_group is not null))
      order by priority, created_at, id
      limit 2 * $3::int
      for update skip locked
    ), ranked as (
      select id, first_value(id) over mate as leader, priority, created_at,
        first_value(priority) over mate as best_priority, first_value(created_at) over mate as best_created_at
      from candidate
      window mate as (partition by mates order by priority, created_at, id)
    ), chosen as (
      select id from ranked
      order by best_priority, best_created_at, leader, priority, created_at, id
      limit $3::int
    )
    update ${table} w
    set state = 'claimed', claimed_by = $4::uuid, claimed_until = now() + $5 * interval '1 millisecond'
    from chosen where w.id = chosen.id
    returning w.*`;
}

/**
 * What nearly every row needs, in two columns. The ids come back only where some were no longer this claim's.
 *
 * Only a claimed row has a `claimed_by`. Naming the state too would lead PostgreSQL, whose statistics know of few claimed
 * rows or none, to compare each of them with each settlement; so it looks the rows up by their ids.
 */
function settleDone(table: string, forget: Readonly<Record<string, string>>): string {
  const forgotten = Object.entries(forget).map(([column, value]) => `${column} = ${value}, `);
  return `with settled as (
      update ${table} w
      set state = 'done', error_class = null, error_code = null, reason = null, fix = null,
        result_id = coalesce(s.result_id, w.result_id),
        claimed_by = null, claimed_until = null, ${forgotten.join('')}settled_at = now()
      from unnest($2::text[], $3::text[]) as s (id, result_id)
      where w.id = s.id and w.claimed_by = $1::uuid
      returning w.id
    )
    select case when count(*) < cardinality($2::text[]) then coalesce(array_agg(id), '{}') end as ids from settled`;
}

/** For every other ending; finds its rows as `settleDone` does. */
function settle(table: string, forget: Readonly<Record<string, string>>): string {
  const forgotten = Object.entries(forget).map(
    ([column, value]) => `${column} = case when s.state = 'superseded' then ${value} else w.${column} end,\n      `,
  );
  return `update ${table} w
    set state = s.state,
      not_before = coalesce(s.not_before, w.not_before),
      attempts = coalesce(s.attempts, w.attempts),
      error_class = s.error_class, error_code = s.error_code, reason = s.reason, fix = s.fix,
      ambiguous = coalesce(s.ambiguous, w.ambiguous),
      claimed_by = null, claimed_until = null,
      ${forgotten.join('')}settled_at = case when s.state = 'waiting' then null else now() end
    from unnest($2::text[], $3::text[], $4::timestamptz[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[],
      $10::boolean[])
      as s (id, state, not_before, attempts, error_class, error_code, reason, fix, ambiguous)
    where w.id = s.id and w.claimed_by = $1::uuid
    returning w.id`;
}
