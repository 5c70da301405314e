import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A lead or contact can move more than once: merged, then converted, then merged again. */
const MOST_MOVES = 5;

/** Where records went that were converted or merged. */
@Injectable()
export class MovedRecords {
  constructor(private readonly dataSource: DataSource) {}

  /** The record that now stands for each of these; those that never moved are missing. */
  async find(connectionId: string, recordIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.dataSource.query<{ first_id: string; now_id: string }[]>(
      `with recursive trail as (
         select record_id as first_id, now_id, 1 as moves
           from moved_record where connection_id = $1 and record_id = any($2)
         union all
         select trail.first_id, next.now_id, trail.moves + 1
           from trail join moved_record as next on next.connection_id = $1 and next.record_id = trail.now_id
          where trail.moves < ${MOST_MOVES})
       select distinct on (first_id) first_id, now_id from trail order by first_id, moves desc`,
      [connectionId, [...new Set(recordIds)]],
    );
    return new Map(rows.map((row) => [row.first_id, row.now_id]));
  }

  async remember(connectionId: string, moves: ReadonlyMap<string, string>): Promise<void> {
    if (moves.size === 0) return;
    await this.dataSource.query(
      `insert into moved_record (connection_id, record_id, now_id)
       select $1, record_id, now_id from unnest($2::text[], $3::text[]) as move (record_id, now_id)
        where record_id <> now_id
       on conflict (connection_id, record_id) do update set now_id = excluded.now_id`,
      [connectionId, [...moves.keys()], [...moves.values()]],
    );
  }
}
