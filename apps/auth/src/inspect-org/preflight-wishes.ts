import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export type WishReason = 'report-attached' | 'right-refused' | 'settings-changed' | 'budget-changed';

export interface DueWish {
  connectionId: string;
  reason: WishReason;
  /** Tells this wish from one that came while it was being fulfilled. */
  claim: string;
}

/** A look younger than this answers for what came after it as well. Minutes. */
const REST = 10;
/** Refusals that a look does not explain are followed by looks ever further apart: 10, 20, 40, … minutes. */
const DOUBLINGS = 5;
/** How long a process has for a wish before another one takes it. Minutes. */
const CLAIM = 5;

/**
 * Looks that somebody wants: at most one waits per connection, and none runs within ten minutes of the last. Stored, so
 * that none is lost with a process, and taken by one replica at a time.
 */
@Injectable()
export class PreflightWishes {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * A changed setting changes the verdict itself, so nothing is waited for. `manager`: of the transaction that the wish
   * belongs to.
   */
  async wish(connectionId: string, reason: WishReason, manager?: EntityManager): Promise<void> {
    await (manager ?? this.dataSource.manager).query(
      `insert into preflight_wish (connection_id, reason, due_at)
       select id, $2, case $2 when 'settings-changed' then now()
         else greatest(now(), coalesce(checked_at, '-infinity') + $3 * interval '1 minute'
           * case $2 when 'right-refused' then power(2, least(coalesce(same, 0), $4)) else 1 end) end
       from connection left join preflight on connection_id = id
       where id = $1 and health <> 'disconnected'
       on conflict (connection_id) do update set due_at = excluded.due_at, reason = excluded.reason
         where preflight_wish.due_at > excluded.due_at and excluded.reason <> 'right-refused'`,
      [connectionId, reason, REST, DOUBLINGS],
    );
  }

  async takeDue(): Promise<DueWish | null> {
    const [[row]] = await this.dataSource.query<[DueWish[], number]>(
      `update preflight_wish set due_at = now() + $1 * interval '1 minute'
       where connection_id = (select connection_id from preflight_wish where due_at <= now()
                              order by due_at for update skip locked limit 1)
       returning connection_id as "connectionId", reason, due_at::text as claim`,
      [CLAIM],
    );
    return row ?? null;
  }

  /** The look answers for whatever was wished meanwhile, but not for settings that may have changed after it. */
  async fulfilled({ connectionId, claim }: DueWish): Promise<void> {
    await this.dataSource.query(
      `delete from preflight_wish
       where connection_id = $1 and (reason <> 'settings-changed' or due_at = $2::timestamptz)`,
      [connectionId, claim],
    );
  }

  async postpone({ connectionId }: DueWish, until: Date): Promise<void> {
    await this.dataSource.query('update preflight_wish set due_at = $2 where connection_id = $1', [
      connectionId,
      until,
    ]);
  }
}
