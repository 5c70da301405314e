import type { ErrorClass } from '@ce/contracts';
import { type PatchFields, taskFor, type TaskSettings } from '@ce/field-mapping';
import type { Activity } from '../receive-emails/activity.js';

export interface PlannedTask {
  row: Activity;
  /** The lead or contact it belongs to now. */
  whoId: string;
  fields: PatchFields;
}

export interface RefusedTask {
  row: Activity;
  refusal: { errorClass: ErrorClass; code: string; reason: string; fix: string };
}

/** The Task of every row, or why it cannot have one. `moved`: record → the record that now stands for it. */
export function planTasks(
  rows: readonly Activity[],
  moved: ReadonlyMap<string, string>,
  settings: TaskSettings,
): { planned: PlannedTask[]; refused: RefusedTask[] } {
  const planned: PlannedTask[] = [];
  const refused: RefusedTask[] = [];
  for (const row of rows) {
    const whoId = moved.get(row.recordId) ?? row.recordId;
    const plan = taskFor(
      {
        at: row.at,
        from: row.sender,
        to: row.recipients.to,
        cc: row.recipients.cc,
        subject: row.subject,
        body: row.body,
        direction: row.direction,
        source: row.source,
        eventId: row.eventId,
        whoId,
      },
      settings,
    );
    if (plan.kind === 'task') planned.push({ row, whoId, fields: plan.fields });
    else {
      const { class: errorClass, code, reason, fix } = plan;
      refused.push({ row, refusal: { errorClass, code, reason, fix } });
    }
  }
  return { planned, refused };
}
