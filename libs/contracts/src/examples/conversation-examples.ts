import type { z } from 'zod';
import type {
  conversationCompleted,
  conversationOptedOut,
  conversationQualified,
  conversationStatusChanged,
} from '../conversation-events.js';
import { examplePerson } from './example-ids.js';

const conversation = { ...examplePerson, campaignId: 'camp-spring', conversationId: 'conv-81' };

export const conversationExamples = {
  'ce.conversation.status-changed.v1': { ...conversation, at: '2026-03-02T09:15:01Z', status: 'in_progress' },
  'ce.conversation.opted-out.v1': { ...conversation, at: '2026-03-04T08:00:00Z' },
  'ce.conversation.qualified.v1': {
    ...conversation,
    at: '2026-03-02T13:41:00Z',
    salesRepEmail: 'sam.rivers@acme.example',
  },
  'ce.conversation.completed.v1': { ...conversation, at: '2026-03-02T13:41:05Z', status: 'qualified' },
} satisfies {
  'ce.conversation.status-changed.v1': z.input<(typeof conversationStatusChanged)['schema']>;
  'ce.conversation.opted-out.v1': z.input<(typeof conversationOptedOut)['schema']>;
  'ce.conversation.qualified.v1': z.input<(typeof conversationQualified)['schema']>;
  'ce.conversation.completed.v1': z.input<(typeof conversationCompleted)['schema']>;
};
