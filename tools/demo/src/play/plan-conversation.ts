import { createHash } from 'node:crypto';
import {
  type CloudEvent,
  conversationCompleted,
  conversationOptedOut,
  conversationQualified,
  conversationStatusChanged,
  type ConversationStatus,
  createEvent,
  emailReceived,
  emailSent,
  type EventDefinition,
  type RecordRef,
} from '@ce/contracts';
import { missingStatus } from '../describe-org/custom-fields.js';
import { salesReps } from '../describe-org/users.js';
import { SOURCE } from './campaigns.js';

export interface Enrolled {
  connectionId: string;
  campaignId: string;
  record: RecordRef;
  email: string;
}

/** A line of every body: finds the Task of an email again, with or without an event-id field in the org. */
export const reference = (eventId: string) => `Ref: ${eventId}`;

/**
 * What CE would tell of one conversation, in order. It depends on the address alone, so that the demo ends with the same numbers
 * whichever of two records with one address was enrolled. Of a hundred people all get a first email, sixty a second, twenty-five answer, eight qualify, four opt out.
 */
export function planConversation(person: Enrolled, start: Date): CloudEvent[] {
  const fate = createHash('sha256').update(person.email).digest().readUInt16BE(0) % 100;
  const conversationId = `${person.campaignId}-${person.record.id}`;
  const events: CloudEvent[] = [];
  const tell = (definition: EventDefinition, id: string, facts: object) => {
    const at = new Date(start.getTime() + events.length * 1000);
    const data = {
      connectionId: person.connectionId,
      record: person.record,
      campaignId: person.campaignId,
      conversationId,
      at: at.toISOString(),
      ...facts,
    };
    events.push(createEvent(definition, data, { source: SOURCE, id: `${conversationId}-${id}`, time: at }));
  };
  const email = (definition: EventDefinition, id: string, subject: string, body: string) => {
    const assistant = 'ava@ce.example.com';
    const received = definition === emailReceived;
    tell(definition, id, {
      from: received ? person.email : assistant,
      to: [received ? assistant : person.email],
      subject,
      body: `${reference(`${conversationId}-${id}`)}\n\n${body}`,
    });
  };
  const status = (value: ConversationStatus) => tell(conversationStatusChanged, `status-${value}`, { status: value });
  const complete = (value: ConversationStatus) => tell(conversationCompleted, 'completed', { status: value });

  email(emailSent, 'email-1', 'A question about your plans', 'Would a short call next week help?');
  status('in_progress');
  if (fate < 60) email(emailSent, 'email-2', 'Following up', 'Did my last note reach you?');
  if (fate === 20) email(emailSent, 'email-3', 'long '.repeat(120), 'long text '.repeat(5_000));
  if (fate < 25) email(emailReceived, 'reply-1', 'Re: Following up', 'Thanks for writing.');
  if (fate < 8) {
    tell(conversationQualified, 'qualified', { salesRepEmail: salesReps[fate % salesReps.length]?.email ?? null });
    complete('qualified');
  } else if (fate < 12) {
    tell(conversationOptedOut, 'opted-out', {});
    complete('not_interested');
  } else if (fate < 14) {
    status(missingStatus);
  } else if (fate < 25) {
    complete('not_interested_now');
  } else if (fate < 60) {
    complete('unresponsive');
  }
  return events;
}
