import {
  type CampaignStatus,
  campaignStatus,
  type CloudEvent,
  type ConnectionState,
  conversationStatus,
} from '@ce/contracts';
import { packageFieldNames } from '@ce/field-mapping';
import { type OrgDescriptionInput, type Simulator, startSimulator } from '@ce/salesforce-simulator';
import {
  aCampaign as aCampaignThat,
  extend,
  orgAccess,
  people,
  type ServiceOnOrg,
  startOnOrg,
} from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { database } from '../src/database.js';
import { fieldWriteback } from '../src/service.js';

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
  const fields = [...packageFields(options), { name: 'Keep_Away__c', type: 'boolean' as const }];
  return {
    ...orgAccess,
    customFields: { Lead: fields, Contact: fields },
    records: people({ leads: options.leads ?? 5, contacts: options.contacts ?? 5 }),
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

export interface Writing extends ServiceOnOrg<Simulator> {
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
  const service = await startOnOrg(simulator, {
    service: fieldWriteback,
    database,
    connection: packaged,
    environment: {
      DELIVERY_LINGER_MS: '300',
      DELIVERY_POLL_MS: '50',
      DELIVERY_CLAIM_MS: '2000',
      GRACE_PERIOD_SECONDS: '10',
      ...environment,
    },
  });
  const slots = async (recordId: string) => {
    const rows = await service.database.query<WriteBackRow[]>('select * from write_back where record_id = $1', [
      recordId,
    ]);
    return Object.fromEntries(rows.map((row) => [row.slot, row]));
  };
  return extend(service, {
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
  });
}

const keepAway = {
  ceField: 'do_not_contact',
  valueType: 'boolean',
  direction: 'both',
  salesforceField: 'Keep_Away__c',
} as const;

/** A connection with the package on both objects, and the checkbox mapped. */
export const packaged = {
  packageVariants: { Lead: 'managed-v2', Contact: 'managed-v2' },
  mapping: {
    entries: [
      { objectType: 'Lead', ...keepAway },
      { objectType: 'Contact', ...keepAway },
    ],
  },
} satisfies Partial<ConnectionState>;

/** 2026-11-02, so many minutes after nine. */
export const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 9, minute)).toISOString();

export function aCampaign(status: CampaignStatus, minute: number, campaignId = 'k1'): CloudEvent {
  return aCampaignThat({ campaignId, status, at: at(minute) });
}
