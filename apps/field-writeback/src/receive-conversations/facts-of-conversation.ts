import type {
  conversationCompleted,
  conversationOptedOut,
  conversationQualified,
  conversationStatusChanged,
} from '@ce/contracts';
import type { ReceivedEvent } from '@ce/messaging';
import { type Fact, type FactValue, factTime } from '../keep-facts/fact.js';

export type ConversationEvent = ReceivedEvent<
  | typeof conversationStatusChanged
  | typeof conversationOptedOut
  | typeof conversationQualified
  | typeof conversationCompleted
>['event'];

export function factsOfConversation(event: ConversationEvent): Fact[] {
  const { connectionId, record } = event.data;
  const about = { connectionId, recordId: record.id, recordType: record.type, ...factTime(event) };
  return valuesOf(event).map((value) => ({ ...about, ...value }));
}

function valuesOf(event: ConversationEvent): FactValue[] {
  switch (event.type) {
    case 'ce.conversation.status-changed.v1':
    case 'ce.conversation.completed.v1':
      return [{ register: 'conversation', value: { status: event.data.status } }];
    case 'ce.conversation.opted-out.v1':
      return [{ register: 'opt-out', value: {} }];
    case 'ce.conversation.qualified.v1':
      return [{ register: 'conversation', value: { status: 'qualified' } }, ...repOf(event.data.salesRepEmail)];
  }
}

function repOf(salesRepEmail: string | null): FactValue[] {
  return salesRepEmail === null ? [] : [{ register: 'qualification', value: { salesRepEmail } }];
}
