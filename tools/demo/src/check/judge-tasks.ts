import type { CloudEvent, EmailData } from '@ce/contracts';
import type { OrgRecord } from '../play/simulator.js';
import { compareTask } from './compare-task.js';
import { compareTasks, emailIdOf, type TaskComparison } from './compare-tasks.js';
import { followedId, type JudgedPlay, type People } from './judged-play.js';

/** Whether there is one Task for each email that was accepted, on its person, saying what the email said. */
export function judgeTasks(
  tasks: readonly OrgRecord[],
  { player }: Pick<JudgedPlay, 'player'>,
  people: People,
): { comparison: TaskComparison; faults: string[] } {
  const emails = emailsOf(player);
  const whoOf = new Map(
    [...emails].map(([id, { data }]) => [id, followedId(people, (data as EmailData).record.id)] as const),
  );
  const comparison = compareTasks(tasks, whoOf);
  const { duplicateTasks, missingTasks, wrongTasks, strayTasks } = comparison;
  const faults = [
    ...(duplicateTasks > 0 ? [`${duplicateTasks} emails have more than one Task`] : []),
    ...(missingTasks > 0 ? [`${missingTasks} emails have no Task`] : []),
    ...(wrongTasks > 0 ? [`${wrongTasks} Tasks are on the wrong person, open, or no emails`] : []),
    ...(strayTasks > 0 ? [`${strayTasks} Tasks belong to no email`] : []),
    ...(tasks.length === player.emailIds.size ? [] : [`${tasks.length} Tasks for ${player.emailIds.size} emails`]),
    ...tasks.flatMap((task) => {
      const email = emails.get(emailIdOf(task));
      return email === undefined ? [] : compareTask(task, email);
    }),
  ];
  return { comparison, faults };
}

function emailsOf({ accepted, emailIds }: JudgedPlay['player']): Map<string, CloudEvent> {
  const events = [...accepted.values()].flat().filter(({ id }) => emailIds.has(id));
  return new Map(events.map((event) => [event.id, event]));
}
