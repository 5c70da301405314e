import { randomUUID } from 'node:crypto';
import { createEvent, dryRunRequested, type ObjectType } from '@ce/contracts';
import type { Outbox } from '@ce/messaging';
import type { EntityManager } from 'typeorm';
import { type SourceOfRows, SOURCE } from '../enroll-rows/publish-rows.js';

/** Events that are made at the same time; a report may have very many rows. */
const BATCH = 1_000;

/**
 * Asks of every row that the report shows now whether it would be enrolled, in the caller's transaction: all of the
 * questions are on their way, or none. Replaces the source's last dry run. Returns how many rows were asked.
 */
export async function startDryRun(
  manager: EntityManager,
  outbox: Outbox,
  source: SourceOfRows,
  enrollment: 'auto' | 'manual',
): Promise<number> {
  const dryRunId = randomUUID();
  // Two requests at once follow each other, and the moment of the later one is later too: the import goes by it.
  await manager.query('select from enrollment_source where id = $1 for no key update', [source.sourceId]);
  await manager.query('delete from dry_run where source_id = $1', [source.sourceId]);
  const [started]: { at: Date }[] = await manager.query(
    `insert into dry_run (source_id, dry_run_id, enrollment, requested_at) values ($1, $2, $3, clock_timestamp())
     returning requested_at as at`,
    [source.sourceId, dryRunId, enrollment],
  );
  const rows: { record_id: string; object_type: ObjectType }[] = await manager.query(
    `insert into dry_run_row (source_id, record_id, object_type)
     select source_id, record_id, object_type from report_row where source_id = $1 and left_at is null
     returning record_id, object_type`,
    [source.sourceId],
  );
  const at = (started?.at ?? new Date()).toISOString();
  for (let start = 0; start < rows.length; start += BATCH) {
    const events = rows.slice(start, start + BATCH).map((row) =>
      createEvent(
        dryRunRequested,
        {
          dryRunId,
          connectionId: source.connectionId,
          record: { type: row.object_type, id: row.record_id },
          campaignId: source.campaignId,
          sourceId: source.sourceId,
          at,
          enrollment,
          // As for rows in earnest: a person who chooses is not bound by the rules.
          rules: enrollment === 'manual' ? [] : source.rules,
        },
        { source: SOURCE, id: `dry-run/${dryRunId}/${row.record_id}` },
      ),
    );
    await outbox.publish(manager, events);
  }
  return rows.length;
}
