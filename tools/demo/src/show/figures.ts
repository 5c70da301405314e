export interface ApiCalls {
  auth: number;
  polling: number;
  import: number;
  tasks: number;
  writeback: number;
  total: number;
}

/** What a run comes to; the keys of `--json`. */
export interface Figures {
  rowsFound: number;
  imported: number;
  importErrors: number;
  emails: number;
  tasks: number;
  duplicateTasks: number;
  missingTasks: number;
  fieldWrites: number;
  parked: number;
  apiCalls: ApiCalls;
  specificationCalls: number;
  seconds: number;
}

/** How often each reason was given for something that was not done. */
export interface NotDone {
  what: string;
  reason: string;
  fix: string;
  times: number;
}
