/**
 * One Task for each email that was published, no more and no less.
 * @param published the id under which the Task of each email must be there
 * @param found the ids of the Tasks in the org, null where a Task has none
 * @returns what is not so, in words
 */
export function compareTasks(round: string, published: readonly string[], found: readonly (string | null)[]): string[] {
  const wanted = new Set(published);
  const there = new Set<string>();
  let twice = 0;
  let foreign = 0;
  for (const id of found) {
    if (id === null || !wanted.has(id)) foreign += 1;
    else if (there.has(id)) twice += 1;
    else there.add(id);
  }
  const missing = wanted.size - there.size;
  return [
    ...(missing > 0 ? [`${round}: ${missing} emails have no Task.`] : []),
    ...(twice > 0 ? [`${round}: ${twice} Tasks are there twice.`] : []),
    ...(foreign > 0 ? [`${round}: ${foreign} Tasks belong to no email of it.`] : []),
  ];
}
