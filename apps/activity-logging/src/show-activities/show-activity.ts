import { correlationIdFor } from '@ce/contracts';
import type { Activity } from '../receive-emails/activity.js';
import { unknownConnection } from './unknown-connections.js';

/** What people see of an activity: where it stands and why, never what the email said. */
export function showActivity(row: Activity, options: { ofUnknownConnection: boolean }) {
  const { errorClass, errorCode: code, reason, fix } = row;
  return {
    id: row.id,
    eventId: row.eventId,
    connectionId: row.connectionId,
    record: { type: row.recordType, id: row.recordId },
    correlationId: correlationIdFor(row.connectionId, row.recordId),
    direction: row.direction,
    at: row.at,
    state: row.state === 'superseded' ? 'skipped' : row.state,
    taskId: row.resultId,
    ...(options.ofUnknownConnection ? unknownConnection : { class: errorClass, code, reason, fix }),
    attempts: row.attempts,
    notBefore: row.state === 'waiting' ? row.notBefore : null,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
  };
}
