import { randomUUID } from 'node:crypto';
import {
  type CloudEvent,
  connectionChanged,
  type ConnectionState,
  createEvent,
  emailReceived,
  emailSent,
  toLongId,
} from '@ce/contracts';
import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { startTestService, type TestService } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { database } from '../src/database.js';
import { activityLogging } from '../src/service.js';

export const EVENT_ID_FIELD = 'CE_Event_Id__c';
export const USERNAME = 'integration@acme.test';

export const leadId = (n: number) => toLongId(`00Q5g00000${String(n).padStart(5, '0')}`);
export const contactId = (n: number) => toLongId(`0035g00000${String(n).padStart(5, '0')}`);

/** An org with leads and contacts, and the event-id field where wanted. */
export function anOrg(options: { leads: number; contacts?: number; eventIdField?: boolean }): OrgDescriptionInput {
  const people = (count: number, idOf: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => ({ Id: idOf(n), LastName: `Person ${n}` }));
  return {
    connectedApps: [{ name: 'Conversational Email', clientId: 'ce' }],
    users: [{ username: USERNAME, email: 'integration@acme.test', lastName: 'Integration' }],
    ...(options.eventIdField === true
      ? { customFields: { Activity: [{ name: EVENT_ID_FIELD, type: 'string', unique: true, externalId: true }] } }
      : {}),
    records: {
      Lead: people(options.leads, leadId).map((lead) => ({ ...lead, Company: 'Acme' })),
      Contact: people(options.contacts ?? 0, contactId),
    },
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

export interface Logging extends TestService {
  readonly simulator: Simulator;
  /** Tells the service of a change of the connection, and waits until it knows. */
  connect(change?: Partial<ConnectionState>): Promise<void>;
  tasks(): Record<string, unknown>[];
  row(eventId: string): Promise<LoggedRow | undefined>;
  /** Waits until the activity of this event is in this state. */
  settled(eventId: string, state: 'done' | 'parked' | 'superseded' | 'waiting'): Promise<LoggedRow>;
  /** Retries that wait for their time are due now. */
  skipWaits(): Promise<void>;
}

export async function startLogging(org: OrgDescriptionInput, environment?: Record<string, string>): Promise<Logging> {
  const simulator = await startSimulator({ description: org });
  const accessToken = simulator.issueSession(USERNAME);
  const service = await startTestService({
    service: activityLogging,
    database,
    sessionOf: () => ({ accessToken, instanceUrl: simulator.url }),
    environment: {
      DELIVERY_LINGER_MS: '300',
      DELIVERY_POLL_MS: '50',
      DELIVERY_CLAIM_MS: '2000',
      GRACE_PERIOD_SECONDS: '10',
      ...environment,
    },
  }).catch(async (error: unknown) => {
    await simulator.stop();
    throw error;
  });
  let version = 0;
  const row = async (eventId: string) => {
    const rows = await service.database.query<LoggedRow[]>('select * from activity where event_id = $1', [eventId]);
    return rows[0];
  };
  return Object.assign(Object.create(service) as TestService, {
    simulator,
    connect: async (change: Partial<ConnectionState> = {}) => {
      version += 1;
      await service.publish(createEvent(connectionChanged, aConnection({ version, ...change }), { source: '/test' }));
      await eventually(async () => {
        const rows = await service.database.query<{ version: string }[]>('select version from connection');
        if (!rows.some((known) => Number(known.version) === version)) throw new Error('Not known yet.');
      });
    },
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
    stop: async () => {
      await service.stop();
      await simulator.stop();
    },
  });
}

export function aConnection(change: Partial<ConnectionState> = {}): ConnectionState {
  return {
    connectionId: 'c1',
    workspaceId: 'w1',
    orgId: '00D5g00000SimOrgEAA',
    environment: 'production',
    health: 'connected',
    healthReason: null,
    packageVariants: { Lead: 'none', Contact: 'none' },
    mapping: { entries: [] },
    toggles: {
      emailActivitySync: true,
      statusWithoutActivitySync: false,
      doNotContactSync: true,
      ownerSync: true,
    },
    genericOwnerIds: [],
    activityEventIdField: null,
    version: 1,
    ...change,
  };
}

export interface EmailChange {
  id?: string;
  record?: { type: 'Lead' | 'Contact'; id: string };
  connectionId?: string;
  subject?: string;
  body?: string;
  received?: boolean;
}

export function anEmail(change: EmailChange = {}): CloudEvent {
  const data = {
    connectionId: change.connectionId ?? 'c1',
    record: change.record ?? { type: 'Lead' as const, id: leadId(0) },
    at: '2026-11-02T09:30:00.000Z',
    from: 'assistant@ce.test',
    to: ['person@acme.test'],
    subject: change.subject ?? 'Hello',
    body: change.body ?? 'How are you?',
  };
  const definition = change.received === true ? emailReceived : emailSent;
  return createEvent(definition, data, { source: '/ce/emails', id: change.id ?? randomUUID() });
}
