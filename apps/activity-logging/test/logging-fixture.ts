import { randomUUID } from 'node:crypto';
import { type CloudEvent, createEvent, emailReceived, emailSent } from '@ce/contracts';
import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { extend, leadId, orgAccess, people, type ServiceOnOrg, startOnOrg } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { database } from '../src/database.js';
import { activityLogging } from '../src/service.js';

export const EVENT_ID_FIELD = 'CE_Event_Id__c';
/** An org with leads and contacts, and the event-id field where wanted. */
export function anOrg(options: {
  leads: number;
  contacts?: number;
  eventIdField?: boolean;
  timeZone?: string;
}): OrgDescriptionInput {
  return {
    ...orgAccess,
    ...(options.timeZone === undefined ? {} : { org: { timeZone: options.timeZone } }),
    ...(options.eventIdField === true
      ? { customFields: { Activity: [{ name: EVENT_ID_FIELD, type: 'string', unique: true, externalId: true }] } }
      : {}),
    records: people({ leads: options.leads, contacts: options.contacts ?? 0 }),
  };
}

export interface LoggedRow {
  event_id: string;
  state: string;
  reason: string | null;
  error_code: string | null;
  body: string;
  attempts: number;
  result_id: string | null;
}

export interface Logging extends ServiceOnOrg<Simulator> {
  tasks(): Record<string, unknown>[];
  row(eventId: string): Promise<LoggedRow | undefined>;
  /** Waits until the activity of this event is in this state. */
  settled(eventId: string, state: 'done' | 'parked' | 'superseded' | 'waiting'): Promise<LoggedRow>;
  /** Retries that wait for their time are due now. */
  skipWaits(): Promise<void>;
}

export async function startLogging(org: OrgDescriptionInput, environment?: Record<string, string>): Promise<Logging> {
  const simulator = await startSimulator({ description: org });
  const service = await startOnOrg(simulator, {
    service: activityLogging,
    database,
    environment: {
      DELIVERY_LINGER_MS: '300',
      DELIVERY_POLL_MS: '50',
      DELIVERY_CLAIM_MS: '2000',
      GRACE_PERIOD_SECONDS: '10',
      ...environment,
    },
  });
  const row = async (eventId: string) => {
    const rows = await service.database.query<LoggedRow[]>('select * from activity where event_id = $1', [eventId]);
    return rows[0];
  };
  return extend(service, {
    tasks: () => [...simulator.org.records.all('Task')].filter((task) => task['IsDeleted'] !== true),
    row,
    settled: (eventId: string, state: string) =>
      eventually(async () => {
        const found = await row(eventId);
        if (found?.state !== state) throw new Error(`${eventId} is ${JSON.stringify(found)}, not ${state}.`);
        return found;
      }),
    skipWaits: async () => {
      await service.database.query(
        `update activity set not_before = now() where state = 'waiting' and not_before > now()`,
      );
    },
  });
}

export interface EmailChange {
  id?: string;
  record?: { type: 'Lead' | 'Contact'; id: string };
  connectionId?: string;
  subject?: string;
  body?: string;
  received?: boolean;
  at?: string;
}

export function anEmail(change: EmailChange = {}): CloudEvent {
  const data = {
    connectionId: change.connectionId ?? 'c1',
    record: change.record ?? { type: 'Lead' as const, id: leadId(0) },
    at: change.at ?? '2026-11-02T09:30:00.000Z',
    from: 'assistant@ce.test',
    to: ['person@acme.test'],
    subject: change.subject ?? 'Hello',
    body: change.body ?? 'How are you?',
  };
  const definition = change.received === true ? emailReceived : emailSent;
  return createEvent(definition, data, { source: '/ce/emails', id: change.id ?? randomUUID() });
}
