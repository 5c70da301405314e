import type { PlannedTask } from './plan-tasks.js';

/** A Task that Salesforce has, as far as the user may read it. */
export interface ExistingTask {
  readonly Id: string;
  readonly WhoId: string | null;
  readonly IsDeleted: boolean;
  readonly Subject?: string | null;
  readonly ActivityDate?: string | null;
  readonly Description?: string | null;
}

const DAY_MS = 86_400_000;

/**
 * Which of these Tasks are already in Salesforce: same person, subject, text and day. Emails that are equal in all of
 * them are told apart by count: two were sent and one Task is there, so one is missing. A Task that nobody claims with its
 * day may be one of the day before or after: the org's time zone can have changed since the attempt that made it.
 *
 * @param existing Tasks that are not recorded as another activity's; where several fit, the first is taken
 * @param moved record → the record that now stands for it, also for the people of existing Tasks
 * @returns activity id → Task id
 */
export function matchTasks(
  planned: readonly PlannedTask[],
  existing: readonly ExistingTask[],
  moved: ReadonlyMap<string, string>,
): Map<string, string> {
  const free = new Map<string, ExistingTask[]>();
  for (const task of existing) {
    if (task.WhoId === null) continue;
    const key = keyOf(moved.get(task.WhoId) ?? task.WhoId, task);
    free.set(key, [...(free.get(key) ?? []), task]);
  }
  const found = new Map<string, string>();
  for (const mostDaysApart of [0, 1]) {
    for (const { row, whoId, fields } of planned.filter(({ row }) => !found.has(row.id))) {
      const candidates = free.get(keyOf(moved.get(whoId) ?? whoId, fields)) ?? [];
      const at = candidates.findIndex((task) => daysApart(task.ActivityDate, fields['ActivityDate']) <= mostDaysApart);
      const [task] = at < 0 ? [] : candidates.splice(at, 1);
      if (task !== undefined) found.set(row.id, task.Id);
    }
  }
  return found;
}

function keyOf(whoId: string, task: Readonly<Record<string, unknown>> | ExistingTask): string {
  const values = task as Readonly<Record<string, unknown>>;
  return JSON.stringify([whoId, plain(values['Subject']), plain(values['Description'])]);
}

/** Where the org hides the field, both sides lack it. */
function daysApart(one: unknown, other: unknown): number {
  if (typeof one !== 'string' || typeof other !== 'string') return plain(one) === plain(other) ? 0 : Infinity;
  return Math.abs(Date.parse(one) - Date.parse(other)) / DAY_MS;
}

/** Salesforce trims texts and may store line ends its own way. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';
}
