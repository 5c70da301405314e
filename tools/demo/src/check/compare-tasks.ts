import type { OrgRecord } from '../play/simulator.js';

export interface TaskComparison {
  tasks: number;
  duplicateTasks: number;
  missingTasks: number;
  /** Tasks of emails that were never accepted: they come from nowhere. */
  strayTasks: number;
}

const REFERENCE = /^Ref: (\S+)/m;

/** Finds the Task of each email by the reference in its text. */
export function compareTasks(tasks: readonly OrgRecord[], emailIds: ReadonlySet<string>): TaskComparison {
  const counts = new Map<string, number>();
  for (const task of tasks) {
    const text = task['Description'];
    const id = (typeof text === 'string' ? REFERENCE.exec(text)?.[1] : undefined) ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const known = [...counts].filter(([id]) => emailIds.has(id));
  return {
    tasks: tasks.length,
    duplicateTasks: known.reduce((sum, [, count]) => sum + count - 1, 0),
    missingTasks: [...emailIds].filter((id) => !counts.has(id)).length,
    strayTasks: [...counts].filter(([id]) => !emailIds.has(id)).reduce((sum, [, count]) => sum + count, 0),
  };
}
