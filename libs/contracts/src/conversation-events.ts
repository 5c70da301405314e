import { z } from 'zod';
import { defineEvent } from './event-definition.js';
import { ceId, personKey, recordRef } from './record.js';
import { conversationStatus } from './vocabularies.js';

const conversation = {
  connectionId: ceId,
  record: recordRef,
  campaignId: ceId.optional(),
  conversationId: ceId,
  /** When it became true; of two facts about one record the later one holds, whatever the order of arrival. */
  at: z.iso.datetime({ offset: true }),
};

export const conversationStatusChanged = defineEvent({
  type: 'ce.conversation.status-changed.v1',
  topic: 'ce.conversation.v1',
  summary: 'A conversation moved to another state.',
  schema: z.object({ ...conversation, status: conversationStatus }),
  key: personKey,
});

export const conversationOptedOut = defineEvent({
  type: 'ce.conversation.opted-out.v1',
  topic: 'ce.conversation.v1',
  summary: 'The person asked not to be contacted again; the mapped Do-Not-Contact field is set, before anything else.',
  schema: z.object(conversation),
  key: personKey,
});

export const conversationQualified = defineEvent({
  type: 'ce.conversation.qualified.v1',
  topic: 'ce.conversation.v1',
  summary: 'The person is qualified; the sales rep cc-ed in the qualified email may become the owner.',
  schema: z.object({ ...conversation, salesRepEmail: z.email().nullable() }),
  key: personKey,
});

export const conversationCompleted = defineEvent({
  type: 'ce.conversation.completed.v1',
  topic: 'ce.conversation.v1',
  summary: 'The conversation is over, with its final state.',
  schema: z.object({ ...conversation, status: conversationStatus }),
  key: personKey,
});
