import { z } from 'zod';
import { defineEvent } from './event-definition.js';
import { ceId, personKey, recordRef } from './record.js';

const email = z.object({
  connectionId: ceId,
  record: recordRef,
  campaignId: ceId.optional(),
  conversationId: ceId.optional(),
  /** When it was sent or received; its day in the org's time zone becomes the Task's ActivityDate. */
  at: z.iso.datetime({ offset: true }),
  from: z.string().max(320),
  to: z.array(z.string().max(320)).max(50),
  cc: z.array(z.string().max(320)).max(50).default([]),
  subject: z.string().max(10_000),
  /** Plain text. Longer texts than Salesforce's 32,000 characters are cut, and the cut is marked. */
  body: z.string().max(1_000_000),
});
export type EmailData = z.infer<typeof email>;

export const emailSent = defineEvent({
  type: 'ce.email.sent.v1',
  topic: 'ce.email.v1',
  summary: 'An assistant sent an email to a lead or contact; it becomes one Task. The event id is what makes it one.',
  schema: email,
  key: personKey,
});

export const emailReceived = defineEvent({
  type: 'ce.email.received.v1',
  topic: 'ce.email.v1',
  summary: 'A lead or contact answered; it becomes one Task. The event id is what makes it one.',
  schema: email,
  key: personKey,
});
