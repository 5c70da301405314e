import type { PlannedTask } from './plan-tasks.js';

/** A Task that Salesforce has, as far as the user may read it. */
export interface ExistingTask {
  readonly Id: string;
  readonly WhoId: string | null;
  readonly Subject?: string | null;
  readonly ActivityDate?: string | null;
  readonly Description?: string | null;
}

const compared = ['Subject', 'ActivityDate', 'Description'] as const;

/**
 * Which of these Tasks are already in Salesforce: same person, subject, day and text. Emails that are equal in all of
 * them are told apart by count: two were sent and one Task is there, so one is missing.
 *
 * @param existing Tasks that are not recorded as another activity's
 * @param moved record → the record that now stands for it, also for the people of existing Tasks
 * @returns activity id → Task id
 */
export function matchTasks(
  planned: readonly PlannedTask[],
  existing: readonly ExistingTask[],
  moved: ReadonlyMap<string, string>,
): Map<string, string> {
  const free = new Map<string, string[]>();
  for (const task of existing) {
    if (task.WhoId === null) continue;
    const key = keyOf(moved.get(task.WhoId) ?? task.WhoId, task);
    free.set(key, [...(free.get(key) ?? []), task.Id]);
  }
  const found = new Map<string, string>();
  for (const { row, whoId, fields } of planned) {
    const taskId = free.get(keyOf(moved.get(whoId) ?? whoId, fields))?.shift();
    if (taskId !== undefined) found.set(row.id, taskId);
  }
  return found;
}

function keyOf(whoId: string, task: Readonly<Record<string, unknown>> | ExistingTask): string {
  const values = task as Readonly<Record<string, unknown>>;
  return JSON.stringify([whoId, ...compared.map((name) => plain(values[name]))]);
}

/** Salesforce trims texts and may store line ends its own way. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';
}
