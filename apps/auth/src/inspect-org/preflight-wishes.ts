import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type WishReason = 'report-attached' | 'right-refused';

export interface DueWish {
  connectionId: string;
  reason: WishReason;
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

  async wish(connectionId: string, reason: WishReason): Promise<void> {
    await this.dataSource.query(
      `insert into preflight_wish (connection_id, reason, due_at)
       select id, $2, greatest(now(), coalesce(checked_at, '-infinity')
         + $3 * interval '1 minute' * case when $2 = 'right-refused' then power(2, least(coalesce(same, 0), $4)) else 1 end)
       from connection left join preflight on connection_id = id
       where id = $1 and health <> 'disconnected'
       on conflict (connection_id) do update set due_at = least(preflight_wish.due_at, excluded.due_at)
         where preflight_wish.due_at > excluded.due_at and excluded.reason = 'report-attached'`,
      [connectionId, reason, REST, DOUBLINGS],
    );
  }

  async takeDue(): Promise<DueWish | null> {
    const [[row]] = await this.dataSource.query<[DueWish[], number]>(
      `update preflight_wish set due_at = now() + $1 * interval '1 minute'
       where connection_id = (select connection_id from preflight_wish where due_at <= now()
                              order by due_at for update skip locked limit 1)
       returning connection_id as "connectionId", reason`,
      [CLAIM],
    );
    return row ?? null;
  }

  async fulfilled({ connectionId }: DueWish): Promise<void> {
    await this.dataSource.query('delete from preflight_wish where connection_id = $1', [connectionId]);
  }

  async postpone({ connectionId }: DueWish, until: Date): Promise<void> {
    await this.dataSource.query('update preflight_wish set due_at = $2 where connection_id = $1', [
      connectionId,
      until,
    ]);
  }
}
