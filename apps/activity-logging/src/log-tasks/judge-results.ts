import { followRecords, movesOf, type RowOutcome } from '@ce/delivery';
import type { Whereabouts } from '@ce/field-mapping';
import { type RecordError, SalesforceError, type SalesforceOrg, type WriteResult } from '@ce/salesforce';
import type { PlannedTask } from './plan-tasks.js';

export interface Judged {
  outcomes: Map<string, RowOutcome>;
  /** Records that turned out to be another one by now. */
  moves: Map<string, string>;
  /** Salesforce refused a field that the description had promised. */
  rulesMayBeStale: boolean;
}

const RETRY_AFTER_FAILED_LOOK_MS = 30_000;

/**
 * What each result means for its row. Never throws: the Tasks are made, and an error that hid that would make them
 * twice.
 */
export async function judgeResults(
  org: SalesforceOrg,
  tasks: readonly PlannedTask[],
  results: readonly WriteResult[],
  eventIdField: string | null,
): Promise<Judged> {
  const outcomes = new Map<string, RowOutcome>();
  const lost: { task: PlannedTask; error: RecordError }[] = [];
  let rulesMayBeStale = false;
  for (const [index, task] of tasks.entries()) {
    const result = results[index];
    if (result === undefined) outcomes.set(task.row.id, { kind: 'failed', error: unanswered });
    else if (result.kind === 'saved') outcomes.set(task.row.id, { kind: 'done', resultId: result.id });
    else if (result.error.errorClass === 'gone') lost.push({ task, error: result.error });
    else {
      rulesMayBeStale ||= result.error.errorClass === 'configuration';
      outcomes.set(task.row.id, { kind: 'failed', error: orThereAlready(result.error, eventIdField) });
    }
  }
  const whereabouts = lost.length === 0 ? new Map<string, Whereabouts>() : await follow(org, lost);
  if (whereabouts instanceof Error) {
    for (const { task } of lost) outcomes.set(task.row.id, lookFailed(whereabouts));
    return { outcomes, moves: new Map(), rulesMayBeStale };
  }
  for (const { task, error } of lost) outcomes.set(task.row.id, outcomeOf(whereabouts.get(task.whoId), error));
  return { outcomes, moves: movesOf(whereabouts), rulesMayBeStale };
}

/** An upsert that found the Task and then may not change it: its kind is fixed when it is made (salesforce-api.md §5.1). */
function orThereAlready(error: RecordError, eventIdField: string | null): RecordError {
  const isThere =
    eventIdField !== null &&
    (error.code === 'DUPLICATE_VALUE' ||
      (error.code === 'INVALID_FIELD_FOR_INSERT_UPDATE' && error.fields.includes('TaskSubtype')));
  return isThere ? { ...error, errorClass: 'concurrency', ambiguous: true } : error;
}

async function follow(
  org: SalesforceOrg,
  lost: readonly { task: PlannedTask }[],
): Promise<Map<string, Whereabouts> | Error> {
  try {
    return await followRecords(
      org,
      lost.map(({ task }) => task.whoId),
    );
  } catch (error) {
    return error instanceof Error ? error : new Error('Following the records failed.', { cause: error });
  }
}

function outcomeOf(whereabouts: Whereabouts | undefined, error: RecordError): RowOutcome {
  switch (whereabouts?.kind) {
    case 'converted':
      if (whereabouts.contactId === null) return gone('The lead was converted, and its contact is not visible.');
      return again('The lead was converted; the Task goes to its contact.');
    case 'merged':
      return again('The record was merged; the Task goes to the one that survived.');
    case 'deleted':
      return gone('The lead or contact was deleted.');
    case 'here':
      return { kind: 'failed', error };
    case undefined:
      return gone('The lead or contact does not exist any more, or the integration user may not see it.');
  }
}

function again(reason: string): RowOutcome {
  return { kind: 'later', notBefore: new Date(), reason };
}

function gone(reason: string): RowOutcome {
  const fix = 'Restore the record or let the integration user see it, then replay; else nothing is to be done.';
  return { kind: 'park', errorClass: 'gone', code: 'record-gone', reason, fix };
}

function lookFailed(error: Error): RowOutcome {
  if (error instanceof SalesforceError)
    return { kind: 'failed', error: { ...error.asRecordError(), ambiguous: false } };
  const notBefore = new Date(Date.now() + RETRY_AFTER_FAILED_LOOK_MS);
  return { kind: 'later', notBefore, reason: 'The record was refused, and where it went could not be asked yet.' };
}

const unanswered: RecordError = {
  errorClass: 'transient',
  code: 'NO_RESULT',
  message: 'Salesforce answered without a result for this record.',
  fix: 'Nothing to do: it is tried again by itself.',
  fields: [],
  scope: 'record',
  throttle: null,
  ambiguous: true,
};
