import { randomUUID } from 'node:crypto';
import type { emailReceived, emailSent } from '@ce/contracts';
import type { ReceivedEvent } from '@ce/messaging';
import { cleanText, cutText } from '@ce/field-mapping';
import type { DataSource } from 'typeorm';
import type { Activity } from './activity.js';

export type EmailEvent = ReceivedEvent<typeof emailSent | typeof emailReceived>;

/** The claim under which a connection's new emails are stored; without one they are stored as waiting. */
export interface StoreClaim {
  claimId: string;
  /** Milliseconds. */
  claimMs: number;
}

/** A Task's description ends at 32,000 characters (salesforce-api.md §5.1); what lies far beyond is never read. */
const LONGEST_BODY = 33_000;
const LONGEST_SUBJECT = 1_000;

/**
 * An email whose person has a row under way elsewhere waits for it (design §7). A claim that another process commits in the
 * same moment is not seen; the two calls then meet in Salesforce at a record lock, which is tried again.
 */
const insert = `with busy as materialized (
     select connection_id, record_id from activity
      where state = 'claimed' and connection_id = any($12::text[]) and claimed_by <> all($13::uuid[])
   ), email as (
     select *, claimed_by is not null and (connection_id, record_id) not in (select connection_id, record_id from busy) as ours
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                   $8::text[], $9::text[], $10::text[], $11::text[], $14::uuid[], $15::int[], $16::text[])
         as given (connection_id, record_id, record_type, source, event_id, direction, at,
                   sender, recipients, subject, body, claimed_by, claim_ms, id)
   )
   insert into activity (id, connection_id, record_id, record_type, lock_group, kind, source, event_id, direction, at,
                         sender, recipients, subject, body, state, claimed_by, claimed_until)
   select id, connection_id, record_id, record_type, record_id, 'tasks', source, event_id, direction, at,
          sender, recipients::jsonb, subject, body,
          case when ours then 'claimed' else 'waiting' end,
          case when ours then claimed_by end,
          case when ours then now() + claim_ms * interval '1 millisecond' end
     from email
   on conflict (connection_id, source, event_id) do nothing
   returning id, state, (extract(epoch from created_at) * 1000)::float8 as created_ms`;

interface StoredRow {
  id: string;
  state: 'waiting' | 'claimed';
  created_ms: number;
}

type Email = Pick<
  Activity,
  | 'id'
  | 'connectionId'
  | 'recordId'
  | 'recordType'
  | 'source'
  | 'eventId'
  | 'direction'
  | 'at'
  | 'sender'
  | 'recipients'
  | 'subject'
  | 'body'
>;

/**
 * All emails of a batch in one statement. An event that is stored already changes nothing.
 * @returns the new ones as they are in the table
 */
export async function storeEmails(
  dataSource: DataSource,
  events: readonly EmailEvent[],
  claims: ReadonlyMap<string, StoreClaim> = new Map(),
): Promise<Activity[]> {
  const emails = events.map(emailOf);
  const claimsOf = emails.map(({ connectionId }) => claims.get(connectionId));
  const stored = await dataSource.query<StoredRow[]>(insert, [
    emails.map((email) => email.connectionId),
    emails.map((email) => email.recordId),
    emails.map((email) => email.recordType),
    emails.map((email) => email.source),
    emails.map((email) => email.eventId),
    emails.map((email) => email.direction),
    emails.map((email) => email.at),
    emails.map((email) => email.sender),
    emails.map((email) => JSON.stringify(email.recipients)),
    emails.map((email) => email.subject),
    emails.map((email) => email.body),
    [...claims.keys()],
    [...claims.values()].map(({ claimId }) => claimId),
    claimsOf.map((claim) => claim?.claimId ?? null),
    claimsOf.map((claim) => claim?.claimMs ?? null),
    emails.map((email) => email.id),
  ]);
  const byId = new Map(emails.map((email) => [email.id, email]));
  return stored.flatMap((row) => {
    const email = byId.get(row.id);
    return email === undefined ? [] : [activityOf(email, row, claims.get(email.connectionId))];
  });
}

function emailOf({ event }: EmailEvent): Email {
  const { data } = event;
  return {
    id: randomUUID(),
    connectionId: data.connectionId,
    recordId: data.record.id,
    recordType: data.record.type,
    source: storable(event.source),
    eventId: storable(event.id),
    direction: event.type === 'ce.email.sent.v1' ? 'sent' : 'received',
    at: new Date(data.at),
    sender: cleanText(data.from),
    recipients: { to: data.to.map(cleanText), cc: data.cc.map(cleanText) },
    subject: cutText(cleanText(data.subject), LONGEST_SUBJECT),
    body: cutText(cleanText(data.body), LONGEST_BODY),
  };
}

function activityOf(email: Email, row: StoredRow, claim: StoreClaim | undefined): Activity {
  const createdAt = new Date(row.created_ms);
  const ours = row.state === 'claimed' ? claim : undefined;
  return {
    source: email.source,
    eventId: email.eventId,
    recordType: email.recordType,
    direction: email.direction,
    at: email.at,
    sender: email.sender,
    recipients: email.recipients,
    subject: email.subject,
    body: email.body,
    id: email.id,
    connectionId: email.connectionId,
    recordId: email.recordId,
    lockGroup: email.recordId,
    kind: 'tasks',
    priority: 0,
    state: row.state,
    claimedBy: ours?.claimId ?? null,
    claimedUntil: ours === undefined ? null : new Date(row.created_ms + ours.claimMs),
    attempts: 0,
    notBefore: createdAt,
    errorClass: null,
    errorCode: null,
    reason: null,
    fix: null,
    ambiguous: false,
    resultId: null,
    createdAt,
    settledAt: null,
  };
}

/** PostgreSQL stores every text but one with a null character in it. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
