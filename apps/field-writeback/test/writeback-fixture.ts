import { randomUUID } from 'node:crypto';
import {
  campaignChanged,
  type CampaignStatus,
  campaignStatus,
  type CloudEvent,
  connectionChanged,
  type ConnectionState,
  conversationStatus,
  createEvent,
  toLongId,
} from '@ce/contracts';
import { packageFieldNames } from '@ce/field-mapping';
import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import { startTestService, type TestService } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { database } from '../src/database.js';
import { fieldWriteback } from '../src/service.js';

export const USERNAME = 'integration@acme.test';
export const leadId = (n: number) => toLongId(`00Q5g00000${String(n).padStart(5, '0')}`);
export const contactId = (n: number) => toLongId(`0035g00000${String(n).padStart(5, '0')}`);
export const v2 = packageFieldNames['managed-v2'];
export const legacy = packageFieldNames.legacy;

export interface OrgOptions {
  leads?: number;
  contacts?: number;
  package?: 'managed-v2' | 'legacy' | 'none';
  /** Values that the restricted picklist of the status lacks. */
  withoutStatus?: readonly string[];
  change?: Partial<OrgDescriptionInput>;
}

/** An org with leads and contacts, the package on both, and a checkbox for Do Not Contact. */
export function anOrg(options: OrgOptions = {}): OrgDescriptionInput {
  const people = (count: number, idOf: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => ({ Id: idOf(n), LastName: `Person ${n}` }));
  const fields = [...packageFields(options), { name: 'Keep_Away__c', type: 'boolean' as const }];
  return {
    connectedApps: [{ name: 'Conversational Email', clientId: 'ce' }],
    users: [{ username: USERNAME, email: 'integration@acme.test', lastName: 'Integration' }],
    customFields: { Lead: fields, Contact: fields },
    records: {
      Lead: people(options.leads ?? 5, leadId).map((lead) => ({ ...lead, Company: 'Acme' })),
      Contact: people(options.contacts ?? 5, contactId),
    },
    ...options.change,
  };
}

function packageFields({ package: variant = 'managed-v2', withoutStatus = [] }: OrgOptions) {
  if (variant === 'none') return [];
  const names = packageFieldNames[variant];
  const statuses = conversationStatus.options.filter((status) => !withoutStatus.includes(status));
  return [
    { name: names.status, type: 'picklist' as const, restricted: true, values: statuses },
    { name: names.last_synced_at, type: 'datetime' as const },
    { name: names.campaign_name, type: 'string' as const, length: 200 },
    { name: names.campaign_status, type: 'picklist' as const, restricted: true, values: [...campaignStatus.options] },
    { name: names.campaign_creator, type: 'string' as const, length: 200 },
    { name: names.campaign_url, type: 'url' as const },
  ];
}

export interface WriteBackRow {
  id: string;
  slot: string;
  state: string;
  reason: string | null;
  fix: string | null;
  error_code: string | null;
  ambiguous: boolean;
}

export interface Writing extends TestService {
  readonly simulator: Simulator;
  /** Tells the service of a change of the connection, and waits until it knows. */
  connect(change?: Partial<ConnectionState>): Promise<void>;
  record(id: string): Record<string, unknown>;
  slots(recordId: string): Promise<Record<string, WriteBackRow>>;
  /** Waits until this slot is in this state. */
  settled(recordId: string, slot: string, state: string): Promise<WriteBackRow>;
  /** Calls that wrote something. */
  writes(): number;
  /** Retries that wait for their time are due now. */
  skipWaits(): Promise<void>;
}

export async function startWriting(org: OrgDescriptionInput, environment?: Record<string, string>): Promise<Writing> {
  const simulator = await startSimulator({ description: org });
  const accessToken = simulator.issueSession(USERNAME);
  const service = await startTestService({
    service: fieldWriteback,
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
  const slots = async (recordId: string) => {
    const rows = await service.database.query<WriteBackRow[]>('select * from write_back where record_id = $1', [
      recordId,
    ]);
    return Object.fromEntries(rows.map((row) => [row.slot, row]));
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
    record: (id: string) => simulator.org.records.get(id) ?? {},
    slots,
    settled: (recordId: string, slot: string, state: string) =>
      eventually(async () => {
        const found = (await slots(recordId))[slot];
        if (found?.state !== state) throw new Error(`${slot} is ${JSON.stringify(found)}, not ${state}.`);
        return found;
      }),
    writes: () => simulator.journal.byKind().composite?.calls ?? 0,
    skipWaits: async () => {
      await service.database.query(
        `update write_back set not_before = now() where state = 'waiting' and not_before > now()`,
      );
    },
    stop: async () => {
      await service.stop();
      await simulator.stop();
    },
  });
}

export function aConnection(change: Partial<ConnectionState> = {}): ConnectionState {
  const entry = { valueType: 'boolean' as const, direction: 'both' as const, salesforceField: 'Keep_Away__c' };
  return {
    connectionId: 'c1',
    workspaceId: 'w1',
    orgId: '00D5g00000SimOrgEAA',
    environment: 'production',
    health: 'connected',
    healthReason: null,
    packageVariants: { Lead: 'managed-v2', Contact: 'managed-v2' },
    mapping: {
      entries: [
        { ceField: 'do_not_contact', objectType: 'Lead', ...entry },
        { ceField: 'do_not_contact', objectType: 'Contact', ...entry },
      ],
    },
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

/** 2026-11-02, so many minutes after nine. */
export const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 9, minute)).toISOString();

export function aCampaign(status: CampaignStatus, minute: number, campaignId = 'k1'): CloudEvent {
  const campaign = {
    campaignId,
    workspaceId: 'w1',
    connectionId: 'c1',
    name: `Campaign ${campaignId}`,
    status,
    creator: 'Ann',
    url: `https://ce.test/campaigns/${campaignId}`,
    at: at(minute),
  };
  return createEvent(campaignChanged, campaign, { source: '/ce/campaigns', id: randomUUID() });
}
