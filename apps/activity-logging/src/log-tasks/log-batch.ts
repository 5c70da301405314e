import type { RowOutcome } from '@ce/delivery';
import { allowedWrites, type TaskSettings } from '@ce/field-mapping';
import { SalesforceError, type SalesforceOrg } from '@ce/salesforce';
import type { Activity } from '../receive-emails/activity.js';
import type { Connections } from '../track-connections/connections.js';
import { judgeResults } from './judge-results.js';
import { type Looked, lookForTasks } from './look-for-tasks.js';
import type { MovedRecords } from './moved-records.js';
import { type PlannedTask, planTasks } from './plan-tasks.js';
import type { TaskRules } from './task-rules.js';

export interface LogBatchParts {
  connections: Connections;
  rules: TaskRules;
  moved: MovedRecords;
  /** Of these Task ids those that are recorded as an activity's. */
  recorded: (connectionId: string, taskIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

const UNKNOWN_CONNECTION_RETRY_MS = 5_000;

/** Logs a batch of one connection: one write call, and reads only where something is unknown. */
export async function logBatch(
  parts: LogBatchParts,
  org: SalesforceOrg,
  rows: readonly Activity[],
): Promise<Map<string, RowOutcome>> {
  const connectionId = rows[0]?.connectionId ?? '';
  const connection = await parts.connections.find(connectionId);
  if (connection === undefined) {
    const notBefore = new Date(Date.now() + UNKNOWN_CONNECTION_RETRY_MS);
    return allOf(rows, { kind: 'later', notBefore, reason: 'The connection is not known here yet.' });
  }
  if (!allowedWrites(connection.state.toggles).tasks) {
    return allOf(rows, { kind: 'superseded', reason: 'Email-activity sync is switched off for this connection.' });
  }

  const settings = await parts.rules.of(connection, org);
  const moved = await parts.moved.find(
    connectionId,
    rows.map((row) => row.recordId),
  );
  const { planned, refused } = planTasks(rows, moved, settings);
  const outcomes = new Map<string, RowOutcome>(
    refused.map(({ row, refusal }) => [row.id, { kind: 'park', ...refusal }] as const),
  );

  const unsent = await withoutLogged(parts, org, { connectionId, planned, settings }, outcomes);
  if (unsent.length > 0) {
    const results = await write(org, unsent, settings);
    const judged = await judgeResults(org, unsent, results, settings.eventIdField);
    await parts.moved.remember(connectionId, judged.moves);
    if (judged.rulesMayBeStale) parts.rules.forget(connectionId);
    for (const [id, outcome] of judged.outcomes) outcomes.set(id, outcome);
  }
  return outcomes;
}

/** Before anything is sent again: rows whose earlier attempt left its Task behind are done. */
async function withoutLogged(
  { moved, recorded }: LogBatchParts,
  org: SalesforceOrg,
  batch: { connectionId: string; planned: readonly PlannedTask[]; settings: TaskSettings },
  outcomes: Map<string, RowOutcome>,
): Promise<PlannedTask[]> {
  const doubtful = batch.planned.filter(({ row }) => row.ambiguous);
  const taken = (taskIds: readonly string[]) => recorded(batch.connectionId, taskIds);
  let looked: Looked;
  try {
    looked = await lookForTasks(org, doubtful, batch.settings, taken);
  } catch (error) {
    // Of a whole org that is switched off nothing is known about these rows: the loop pauses.
    if (!(error instanceof SalesforceError) || error.errorClass !== 'configuration' || error.scope === 'org')
      throw error;
    for (const { row } of doubtful) outcomes.set(row.id, undecidable(error));
    return batch.planned.filter(({ row }) => !row.ambiguous);
  }
  await moved.remember(batch.connectionId, looked.moves);
  for (const [id, taskId] of looked.found) outcomes.set(id, { kind: 'done', resultId: taskId });
  return batch.planned
    .filter(({ row }) => !looked.found.has(row.id))
    .map((task) => withTarget(task, looked.moves.get(task.whoId)));
}

function withTarget(task: PlannedTask, whoId: string | undefined): PlannedTask {
  return whoId === undefined ? task : { ...task, whoId, fields: { ...task.fields, WhoId: whoId } };
}

function write(org: SalesforceOrg, tasks: readonly PlannedTask[], { eventIdField }: TaskSettings) {
  const records = tasks.map(({ fields }) => ({ type: 'Task', fields }));
  return eventIdField === null ? org.createRecords(records) : org.upsertRecords('Task', eventIdField, records);
}

function undecidable(error: SalesforceError): RowOutcome {
  return {
    kind: 'park',
    errorClass: 'configuration',
    code: 'cannot-look',
    reason: `An earlier attempt may have made this Task already, and nobody can look: ${error.message}`,
    fix: `Look for the Task on the person's timeline. To let the system look by itself: ${error.fix} Then replay.`,
  };
}

function allOf(rows: readonly Activity[], outcome: RowOutcome): Map<string, RowOutcome> {
  return new Map(rows.map((row) => [row.id, outcome]));
}
