import type { emailReceived, emailSent } from '@ce/contracts';
import type { ReceivedEvent } from '@ce/messaging';
import { cleanText, cutText } from '@ce/field-mapping';
import type { DataSource } from 'typeorm';

export type EmailEvent = ReceivedEvent<typeof emailSent | typeof emailReceived>;

/** A Task's description ends at 32,000 characters (salesforce-api.md §5.1); what lies far beyond is never read. */
const LONGEST_BODY = 33_000;
const LONGEST_SUBJECT = 1_000;

/**
 * All emails of a batch in one statement. An event that is stored already changes nothing.
 * @returns how many were new
 */
export async function storeEmails(dataSource: DataSource, events: readonly EmailEvent[]): Promise<number> {
  const emails = events.map(({ event }) => event);
  const columns = [
    emails.map((email) => email.data.connectionId),
    emails.map((email) => email.data.record.id),
    emails.map((email) => email.data.record.type),
    emails.map((email) => storable(email.source)),
    emails.map((email) => storable(email.id)),
    emails.map((email) => (email.type === 'ce.email.sent.v1' ? 'sent' : 'received')),
    emails.map((email) => email.data.at),
    emails.map((email) => cleanText(email.data.from)),
    emails.map(({ data }) => JSON.stringify({ to: data.to.map(cleanText), cc: data.cc.map(cleanText) })),
    emails.map((email) => cutText(cleanText(email.data.subject), LONGEST_SUBJECT)),
    emails.map((email) => cutText(cleanText(email.data.body), LONGEST_BODY)),
  ];
  const stored = await dataSource.query<unknown[]>(
    `insert into activity (id, connection_id, record_id, record_type, lock_group, kind, source, event_id, direction, at,
                           sender, recipients, subject, body)
     select gen_random_uuid()::text, connection_id, record_id, record_type, record_id, 'tasks', source, event_id, direction, at,
            sender, recipients::jsonb, subject, body
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                   $8::text[], $9::text[], $10::text[], $11::text[])
         as email (connection_id, record_id, record_type, source, event_id, direction, at,
                   sender, recipients, subject, body)
     on conflict (connection_id, source, event_id) do nothing
     returning 1`,
    columns,
  );
  return stored.length;
}

/** PostgreSQL stores every text but one with a null character in it. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
