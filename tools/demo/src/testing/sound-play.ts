import {
  type CloudEvent,
  contactImported,
  contactImportFailed,
  deliveryParked,
  type EmailData,
  emailReceived,
  emailSent,
  type EventData,
  type ImportFailureCode,
  objectTypeOf,
} from '@ce/contracts';
import { taskFor } from '@ce/field-mapping';
import { taskDescribe } from '@ce/field-mapping/testing';
import { expectEnrollments } from '../check/expect-enrollments.js';
import { expectRecord } from '../check/expect-record.js';
import type { JudgedPlay } from '../check/judged-play.js';
import { buildOrg, TIME_ZONE } from '../describe-org/build-org.js';
import { missingStatus } from '../describe-org/custom-fields.js';
import { spoiled } from '../describe-org/leads.js';
import { recordId } from '../describe-org/record-ids.js';
import type { SourceView } from '../play/attach-reports.js';
import { campaigns, campaignUrl, sources } from '../play/campaigns.js';
import { planConversation } from '../play/plan-conversation.js';
import type { OrgRecord } from '../play/simulator.js';

type Imported = EventData<typeof contactImported>;

/** What a demo without a fault leaves behind; tests spoil it. */
export interface SoundPlay extends JudgedPlay {
  tasks: OrgRecord[];
  people: Map<string, OrgRecord>;
  accepted: Map<string, CloudEvent[]>;
  sources: SourceView[];
}

const scale = { webLeads: 130, others: 3, withEventId: true };
const start = new Date('2026-11-02T11:30:00Z');
/** Told of first, converted then; and one that was deleted before anybody wrote to it. */
const [convertedLead, deletedLead] = [recordId('Lead', 5), recordId('Lead', 6)];
const itsContact = recordId('Contact', 900);

export function soundPlay(): SoundPlay {
  const { records } = buildOrg(scale, 'http://localhost/callback');
  const people = new Map([...records.Lead, ...records.Contact].map((record) => [String(record['Id']), { ...record }]));
  const expected = expectEnrollments(scale);
  const [, twin] = expected.twins;
  const imported = [...expected.campaignOf]
    .filter(([id]) => id !== twin)
    .map(([id, campaign]) => importOf(id, campaigns[campaign].campaignId, people));
  people.set(itsContact, { Id: itsContact, OwnerId: people.get(convertedLead)?.['OwnerId'] ?? null });
  Object.assign(people.get(convertedLead) ?? {}, { IsConverted: true, ConvertedContactId: itsContact });
  people.delete(deletedLead);

  const accepted = new Map(imported.map((told) => [told.record.id, conversationOf(told)] as const));
  const emails = [...accepted.values()]
    .flat()
    .filter(({ type }) => type === emailSent.type || type === emailReceived.type);
  for (const told of imported) write(people, told, accepted.get(told.record.id) ?? []);
  const refused = refusedRows(twin ?? '', people);
  const tasks = emails.map((email, n) => taskOf(email, `00T${n}`));
  return {
    scale,
    tasks,
    people,
    accepted,
    org: {
      all: (type) => Promise.resolve(type === 'Task' ? tasks : type === 'Lead' ? [...people.values()] : []),
      journal: () => Promise.resolve([{ kind: 'composite', client: 'conversational-email/tasks', counted: true }]),
    },
    player: {
      accepted,
      emailIds: new Set(emails.map(({ id }) => id)),
      deleted: new Set([deletedLead]),
      finishedConversations: 1,
    },
    told: {
      imported: new Map(imported.map((told) => [`imported/${told.record.id}`, told])),
      importFailures: new Map(refused.map((told, n) => [`refused/${n}`, told])),
      fieldWrites: new Set(),
      parked: new Map(
        [...accepted].flatMap(([id, events]) =>
          JSON.stringify(events).includes(`"${missingStatus}"`) ? [[`parked/${id}`, parkedOf(id)] as const] : [],
        ),
      ),
    },
    sources: sources.map(({ sourceId, campaign }, n): SourceView => ({
      id: sourceId,
      campaignId: campaigns[campaign].campaignId,
      reportName: sourceId,
      state: 'read',
      problem: problemOf(sourceId),
      reading: false,
      rows: n === 0 ? { imported: expected.rows - 10, 'not-imported': 10 } : {},
      lastReadAt: start.toISOString(),
    })),
  };
}

function importOf(id: string, campaignId: string, people: SoundPlay['people']): Imported {
  return contactImported.schema.parse({
    connectionId: 'c1',
    record: { type: objectTypeOf(id), id },
    campaignId,
    sourceId: 's1',
    at: start.toISOString(),
    fields: { email: people.get(id)?.['Email'] ?? '' },
    accountId: null,
    ownerId: people.get(id)?.['OwnerId'] ?? null,
    ownerEmail: null,
    followedFrom: null,
  });
}

function conversationOf(told: Imported): CloudEvent[] {
  if (told.record.id === deletedLead) return [];
  return planConversation({ ...told, email: String(told.fields['email']) }, start);
}

function write(people: SoundPlay['people'], told: Imported, accepted: readonly CloudEvent[]): void {
  const id = told.record.id === convertedLead ? itsContact : told.record.id;
  const { status, doNotContact, ownerId } = expectRecord(told, accepted);
  const key = told.campaignId === campaigns.spring.campaignId ? 'spring' : 'renewals';
  Object.assign(people.get(id) ?? {}, {
    OwnerId: ownerId,
    Do_Not_Contact__c: doNotContact,
    sixsense_ce__status__c: status ?? 'in_progress',
    sixsense_ce__last_synced_at__c: '2026-11-02T12:00:00.000+0000',
    sixsense_ce__campaign_name__c: campaigns[key].name,
    sixsense_ce__campaign_status__c: key === 'spring' ? 'ended' : 'paused',
    sixsense_ce__campaign_creator__c: campaigns[key].creator,
    sixsense_ce__campaign_url__c: campaignUrl(key),
  });
}

function refusedRows(twin: string, people: SoundPlay['people']): EventData<typeof contactImportFailed>[] {
  const refused: [string, ImportFailureCode][] = [
    ...spoiled.map(([index, code]): [string, ImportFailureCode] => [recordId('Lead', index + 1), code]),
    [twin, 'duplicate-email'],
    ...[100, 101, 102, 103, 104].map((n): [string, ImportFailureCode] => [recordId('Lead', n + 1), 'already-enrolled']),
  ];
  return refused.map(([id, code]) => {
    const status = code.startsWith('missing') ? 'unsynced' : 'import_error';
    if (code !== 'already-enrolled') Object.assign(people.get(id) ?? {}, { sixsense_ce__status__c: status });
    const about = { connectionId: 'c1', campaignId: 'k1', sourceId: 's1', at: start.toISOString() };
    return contactImportFailed.schema.parse({
      ...about,
      record: { type: 'Lead', id },
      code,
      reason: code,
      fix: 'Mend it.',
    });
  });
}

function taskOf(email: CloudEvent, id: string): OrgRecord {
  const { record, ...data } = email.data as EmailData;
  const whoId = record.id === convertedLead ? itsContact : record.id;
  const direction = email.type === emailReceived.type ? ('received' as const) : ('sent' as const);
  const plan = taskFor(
    { ...data, direction, source: email.source, eventId: email.id, whoId },
    { describe: taskDescribe(), closedStatus: 'Completed', timeZone: TIME_ZONE, eventIdField: null },
  );
  if (plan.kind !== 'task') throw new Error(plan.reason);
  return { Id: id, ...plan.fields, IsClosed: true };
}

function parkedOf(id: string): EventData<typeof deliveryParked> {
  return deliveryParked.schema.parse({
    connectionId: 'c1',
    record: { type: objectTypeOf(id), id },
    at: start.toISOString(),
    deliveryId: id,
    kind: 'fields',
    class: 'configuration',
    code: 'picklist-value-missing',
    reason: 'The picklist has no such value.',
    fix: 'Add it.',
    attempts: 1,
  });
}

function problemOf(sourceId: string) {
  const code = { accounts: 'unsupported-report-type', joined: 'joined-report' }[sourceId];
  return code === undefined ? null : { code, problem: 'It cannot be used.', fix: 'Use another one.' };
}
