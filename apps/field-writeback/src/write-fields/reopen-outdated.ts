import type { EntityManager } from 'typeorm';
import type { SettledSlot } from './settle-writes.js';

/**
 * A slot was found not to apply while the connection changed so that perhaps it does: the search for such slots
 * (`reopenHeld`) came too early for it. The connection's row is held, so that the search comes either before, and its
 * configuration is seen here, or after, and finds the slot.
 */
export async function reopenOutdated(manager: EntityManager, settled: readonly SettledSlot[]): Promise<void> {
  const held = settled.flatMap(({ row, report }) => (report?.held ? [{ row, under: report.held.under }] : []));
  if (held.length === 0) return;
  const rows = await manager.query<{ connection_id: string; configuration: string | null }[]>(
    'select connection_id, configuration from connection where connection_id = any($1) order by 1 for share',
    [[...new Set(held.map(({ row }) => row.connectionId))]],
  );
  const current = new Map(rows.map((row) => [row.connection_id, row.configuration]));
  const outdated = held.filter(({ row, under }) => (current.get(row.connectionId) ?? under) !== under);
  if (outdated.length === 0) return;
  await manager.query(
    `update write_back set state = 'waiting', held_by = null, attempts = 0, not_before = now(), settled_at = null,
            reason = null
      where id = any($1) and state = 'superseded'`,
    [outdated.map(({ row }) => row.id)],
  );
}
