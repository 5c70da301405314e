import { createEvent, deliveryParked, taskLogged, correlationIdFor, type CloudEvent } from '@ce/contracts';
import type { SettledRow } from '@ce/delivery';
import type { Outbox } from '@ce/messaging';
import type { EntityManager } from 'typeorm';
import type { Activity } from '../receive-emails/activity.js';

export const SOURCE = '/services/activity-logging';

/** In the transaction that settles the rows: tells the others. */
export async function settleTasks(
  manager: EntityManager,
  outbox: Outbox,
  settled: readonly SettledRow<Activity>[],
): Promise<void> {
  const time = new Date().toISOString();
  const events: CloudEvent[] = [];
  for (const row of settled) {
    const event = eventOf(row, time);
    if (event !== undefined) events.push(event);
  }
  if (events.length > 0) await outbox.publish(manager, events);
}

function eventOf({ row, settlement }: SettledRow<Activity>, at: string): CloudEvent | undefined {
  const { connectionId, eventId } = row;
  const record = { type: row.recordType, id: row.recordId };
  if (settlement.state === 'done' && settlement.resultId !== null) {
    const data = { connectionId, record, at, emailEventId: eventId, taskId: settlement.resultId };
    return createEvent(taskLogged, data, { source: SOURCE, id: `task-logged/${row.id}`, time: at });
  }
  if (settlement.state === 'parked') {
    const { errorClass, code, reason, fix, attempts } = settlement;
    const parked = { deliveryId: row.id, kind: 'task' as const, class: errorClass, code, reason, fix, attempts };
    return createEvent(deliveryParked, { connectionId, record, at, ...parked }, { source: SOURCE, time: at });
  }
  return undefined;
}

/** One line per row: with the correlation id a person can be followed from the report row to here. */
export function factsOf({ row, settlement }: SettledRow<Activity>): Record<string, unknown> {
  return {
    correlationId: correlationIdFor(row.connectionId, row.recordId),
    connectionId: row.connectionId,
    recordId: row.recordId,
    messageId: row.eventId,
    activityId: row.id,
    state: settlement.state,
    ...(settlement.state === 'done' ? { taskId: settlement.resultId } : {}),
    ...(settlement.state === 'parked' || settlement.state === 'waiting' ? { code: settlement.code } : {}),
  };
}
