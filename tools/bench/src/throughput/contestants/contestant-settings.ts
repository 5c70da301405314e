/** What a contestant process is told when it is forked, as JSON in its only argument. */
export interface ContestantSettings {
  brokers: string;
  topic: string;
  databaseUrl: string;
  accessToken: string;
  instanceUrl: string;
  apiVersion: string;
  /** Partitions that are worked on at the same time, with a call each. */
  concurrency: number;
}

export function readContestantSettings(): ContestantSettings {
  return JSON.parse(process.argv[2] ?? '{}') as ContestantSettings;
}

/** Tells the bench that the group has taken this process in. */
export function sayReady(): void {
  process.send?.('ready');
}
