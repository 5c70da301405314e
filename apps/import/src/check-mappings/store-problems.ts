import type { EntityManager } from 'typeorm';
import type { PausedEntry } from './mapping-in-use.js';

/** Replaces what is known of a connection's paused entries. Returns those that are new, for the log. */
export async function storeProblems(
  manager: EntityManager,
  connectionId: string,
  problems: readonly PausedEntry[],
): Promise<PausedEntry[]> {
  const fresh: PausedEntry[] = await manager.query(
    `with paused as (
       select * from jsonb_to_recordset($2::jsonb) as problem ("objectType" text, "ceField" text,
         "salesforceField" text, code text, reason text, fix text)
     ), mended as (
       delete from mapping_problem where connection_id = $1
         and (object_type, ce_field, salesforce_field) not in
           (select "objectType", "ceField", "salesforceField" from paused)
     )
     insert into mapping_problem (connection_id, object_type, ce_field, salesforce_field, code, reason, fix)
     select $1, "objectType", "ceField", "salesforceField", code, reason, fix from paused
     on conflict do nothing
     returning object_type as "objectType", ce_field as "ceField", salesforce_field as "salesforceField", code, reason, fix`,
    [connectionId, JSON.stringify(problems)],
  );
  return fresh;
}

export interface ShownProblem extends PausedEntry {
  /** Since when the entry is paused. */
  since: Date;
}

export async function listProblems(manager: EntityManager, connectionId: string): Promise<ShownProblem[]> {
  return manager.query(
    `select object_type as "objectType", ce_field as "ceField", salesforce_field as "salesforceField", code, reason, fix,
            since
     from mapping_problem where connection_id = $1 order by object_type, ce_field, salesforce_field`,
    [connectionId],
  );
}
