import type { emailReceived, emailSent } from '@ce/contracts';
import type { ReceivedEvent } from '@ce/messaging';
import { floatArray, textArray } from '@ce/database';
import { cleanText, cutText } from '@ce/field-mapping';
import type { DataSource } from 'typeorm';
import type { Activity } from './activity.js';
import { activityIds } from './activity-ids.js';

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
 *
 * The columns are unnested side by side in a select list, row by row; in a from clause PostgreSQL first writes each of them
 * out whole.
 */
const insert = `with busy as materialized (
     select own.connection_id, record_id
       from unnest($12::text[], $13::uuid[]) as own (connection_id, claimed_by) cross join lateral (
         select record_id from activity
          where connection_id = own.connection_id and state = 'claimed' and claimed_by < own.claimed_by
         union all
         select record_id from activity
          where connection_id = own.connection_id and state = 'claimed' and claimed_by > own.claimed_by
       ) other
   ), email as (
     select given.*, to_timestamp(sent_ms / 1000) as at, claimed_by, claim_ms,
            claimed_by is not null and (connection_id, record_id) not in (select connection_id, record_id from busy) as ours
       from (select unnest($1::text[]) as connection_id, unnest($2::text[]) as record_id, unnest($3::text[]) as record_type,
                    unnest($4::text[]) as source, unnest($5::text[]) as event_id, unnest($6::text[]) as direction,
                    unnest($7::float8[]) as sent_ms, unnest($8::text[]) as sender, unnest($9::text[]) as recipients,
                    unnest($10::text[]) as subject, unnest($11::text[]) as body, unnest($15::text[]) as id) as given
       left join unnest($12::text[], $13::uuid[], $14::int[]) as claim (connection_id, claimed_by, claim_ms)
         using (connection_id)
   ), stored as (
     insert into activity (id, connection_id, record_id, record_type, lock_group, kind, source, event_id, direction, at,
                           sender, recipients, subject, body, state, claimed_by, claimed_until)
     select id, connection_id, record_id, record_type, record_id, 'tasks', source, event_id, direction, at,
            sender, recipients::jsonb, subject, body,
            case when ours then 'claimed' else 'waiting' end,
            case when ours then claimed_by end,
            case when ours then now() + claim_ms * interval '1 millisecond' end
       from email
     on conflict (connection_id, source, event_id) do nothing
     returning id, state
   )
   select (extract(epoch from now()) * 1000)::float8 as stored_ms,
          case when exists (select from stored where state = 'waiting')
                 or (select count(*) from stored) < cardinality($15::text[])
               then (select coalesce(json_object_agg(id, state), '{}') from stored) end as states`;

interface Stored {
  stored_ms: number;
  /** By id; null when every email was stored as claimed. */
  states: Readonly<Record<string, 'waiting' | 'claimed'>> | null;
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
  const nextId = activityIds();
  const emails = events.map((received) => emailOf(received, nextId()));
  const column = (textOf: (email: Email) => string) => textArray(emails.map(textOf));
  const [stored] = await dataSource.query<Stored[]>(insert, [
    column((email) => email.connectionId),
    column((email) => email.recordId),
    column((email) => email.recordType),
    column((email) => email.source),
    column((email) => email.eventId),
    column((email) => email.direction),
    floatArray(emails.map((email) => email.at.getTime())),
    column((email) => email.sender),
    column((email) => JSON.stringify(email.recipients)),
    column((email) => email.subject),
    column((email) => email.body),
    [...claims.keys()],
    [...claims.values()].map(({ claimId }) => claimId),
    [...claims.values()].map(({ claimMs }) => claimMs),
    column((email) => email.id),
  ]);
  if (stored === undefined) throw new Error('PostgreSQL answered the insert of emails without a row.');
  const { states, stored_ms: storedMs } = stored;
  const createdAt = new Date(storedMs);
  const ours = new Map(
    [...claims].map(([id, { claimId, claimMs }]) => [
      id,
      { claimedBy: claimId, claimedUntil: new Date(storedMs + claimMs) },
    ]),
  );
  return emails.flatMap((email) => {
    const state = states === null ? 'claimed' : states[email.id];
    if (state === undefined) return [];
    const { claimedBy, claimedUntil } = (state === 'claimed' ? ours.get(email.connectionId) : undefined) ?? unclaimed;
    return [activityOf(email, { state, createdAt, claimedBy, claimedUntil })];
  });
}

const unclaimed = { claimedBy: null, claimedUntil: null };

function emailOf({ event }: EmailEvent, id: string): Email {
  const { data } = event;
  return {
    id,
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

function activityOf(
  email: Email,
  stored: Pick<Activity, 'state' | 'createdAt' | 'claimedBy' | 'claimedUntil'>,
): Activity {
  return {
    id: email.id,
    connectionId: email.connectionId,
    recordId: email.recordId,
    recordType: email.recordType,
    source: email.source,
    eventId: email.eventId,
    direction: email.direction,
    at: email.at,
    sender: email.sender,
    recipients: email.recipients,
    subject: email.subject,
    body: email.body,
    lockGroup: email.recordId,
    kind: 'tasks',
    priority: 0,
    state: stored.state,
    claimedBy: stored.claimedBy,
    claimedUntil: stored.claimedUntil,
    attempts: 0,
    notBefore: stored.createdAt,
    errorClass: null,
    errorCode: null,
    reason: null,
    fix: null,
    ambiguous: false,
    resultId: null,
    createdAt: stored.createdAt,
    settledAt: null,
  };
}

/** PostgreSQL stores every text but one with a null character in it. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
