/** What a run did, in the units by which the specification's product spends API calls. */
export interface Activity {
  /** Times that any campaign's report was checked. */
  reportChecks: number;
  importedPeople: number;
  emails: number;
  finishedConversations: number;
}

/** 200 calls a day for a report that is checked every 15 minutes, 96 times (spec E1). */
const CALLS_PER_CHECK = 200 / 96;
/** What the specification's own example month spends on a person: 4,000 calls for 1,000 people (spec E1, E2). */
const CALLS_PER_PERSON = 4;

export function specificationCalls(activity: Activity) {
  const polling = Math.round(activity.reportChecks * CALLS_PER_CHECK);
  const imports = activity.importedPeople * CALLS_PER_PERSON;
  return {
    polling,
    import: imports,
    tasks: activity.emails,
    writeback: activity.finishedConversations,
    total: polling + imports + activity.emails + activity.finishedConversations,
  };
}
