import type { OrgRecord } from '../play/simulator.js';

export interface TaskComparison {
  tasks: number;
  duplicateTasks: number;
  missingTasks: number;
  /** Tasks of emails that were never accepted: they come from nowhere. */
  strayTasks: number;
  /** Tasks on another person than the email's, open ones, and ones that are not emails. */
  wrongTasks: number;
}

const REFERENCE = /^Ref: (\S+)/m;

/** The id of the email's event, by the reference in the Task's text; empty where there is none. */
export function emailIdOf(task: OrgRecord): string {
  const text = task['Description'];
  return (typeof text === 'string' ? REFERENCE.exec(text)?.[1] : undefined) ?? '';
}

/**
 * Finds the Task of each email by the reference in its text.
 * @param whoOf the person in the org now, by the id of the email's event
 */
export function compareTasks(tasks: readonly OrgRecord[], whoOf: ReadonlyMap<string, string>): TaskComparison {
  const counts = new Map<string, number>();
  let wrongTasks = 0;
  for (const task of tasks) {
    const id = emailIdOf(task);
    counts.set(id, (counts.get(id) ?? 0) + 1);
    const sound = task['WhoId'] === whoOf.get(id) && task['IsClosed'] === true && task['TaskSubtype'] === 'Email';
    if (whoOf.has(id) && !sound) wrongTasks += 1;
  }
  const known = [...counts].filter(([id]) => whoOf.has(id));
  return {
    tasks: tasks.length,
    duplicateTasks: known.reduce((sum, [, count]) => sum + count - 1, 0),
    missingTasks: [...whoOf.keys()].filter((id) => !counts.has(id)).length,
    strayTasks: [...counts].filter(([id]) => !whoOf.has(id)).reduce((sum, [, count]) => sum + count, 0),
    wrongTasks,
  };
}
