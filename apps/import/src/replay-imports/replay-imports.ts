import type { EntityManager } from 'typeorm';
import { importFailureCode } from '@ce/contracts';
import { z } from 'zod';
import { IMPORT_TABLE } from '../import-contacts/import-row.js';

export const replayBody = z.strictObject({
  campaignId: z.string().max(200).optional(),
  ids: z.array(z.string().max(300)).max(10_000).optional(),
  /** `not-imported`: rows that were refused for a reason which has been mended meanwhile. */
  state: z.enum(['parked', 'not-imported']).default('parked'),
  /** Only rows refused or parked for this reason. */
  code: z.union([importFailureCode, z.string().max(100)]).optional(),
});
export type ReplayBody = z.infer<typeof replayBody>;

/** Rows wait again with a fresh count of attempts. Returns how many. */
export async function replayImports(
  manager: EntityManager,
  connectionIds: readonly string[],
  body: ReplayBody,
): Promise<number> {
  const [replayed]: [unknown[], number] = await manager.query(
    `update ${IMPORT_TABLE}
     set state = 'waiting', outcome = null, attempts = 0, not_before = now(), settled_at = null
     where dry_run_id is null and connection_id = any ($1) and ($2::text is null or campaign_id = $2)
       and ($3::text[] is null or id = any ($3)) and ($4::text is null or error_code = $4)
       and case when $5 = 'parked' then state = 'parked' else state = 'done' and outcome = 'not-imported' end
     returning 1`,
    [connectionIds, body.campaignId ?? null, body.ids ?? null, body.code ?? null, body.state],
  );
  return replayed.length;
}
