import type { DataSource } from 'typeorm';
import type { TrackedConnection } from './connections.js';

/** Rows of one statement: long enough to be quick, short enough not to keep others waiting. */
const ROWS_AT_ONCE = 5_000;

/**
 * What did not apply under an earlier configuration (no package, a toggle, no mapping) is looked at again, with its
 * newest wish. Repeating it changes nothing. A slot that is locked at the moment is waited for: nobody would come back for it.
 * @returns how many slots wait again
 */
export async function reopenHeld(dataSource: DataSource, connection: TrackedConnection): Promise<number> {
  let reopened = 0;
  for (;;) {
    const [, rows] = await dataSource.query<[unknown, number]>(
      `update write_back
          set state = 'waiting', held_by = null, attempts = 0, not_before = now(), settled_at = null, reason = null
        where id in (select id from write_back
                      where connection_id = $1 and held_by is not null and held_under is distinct from $2
                        and state = 'superseded'
                      order by id limit ${ROWS_AT_ONCE} for update)`,
      [connection.state.connectionId, connection.configuration],
    );
    reopened += rows;
    if (rows < ROWS_AT_ONCE) return reopened;
  }
}
