import { randomUUID } from 'node:crypto';
import {
  type CloudEvent,
  contactChanged,
  contactImported,
  contactImportFailed,
  conversationCompleted,
  conversationOptedOut,
  conversationQualified,
  type ConversationStatus,
  conversationStatusChanged,
  createEvent,
  emailSent,
  type ImportFailureCode,
  objectTypeOf,
  type RecordRef,
} from '@ce/contracts';
import { at } from './writeback-fixture.js';

const ref = (id: string): RecordRef => ({ type: objectTypeOf(id) ?? 'Lead', id });
const about = (id: string, minute: number) => ({ connectionId: 'c1', record: ref(id), at: at(minute) });
const origin = () => ({ source: '/test', id: randomUUID() });
const read = { fields: {}, accountId: null, ownerId: null, ownerEmail: null };

export function imported(id: string, minute: number, campaignId = 'k1'): CloudEvent {
  const data = { ...about(id, minute), ...read, campaignId, sourceId: 's1', followedFrom: null };
  return createEvent(contactImported, data, origin());
}

export function importFailed(id: string, minute: number, code: ImportFailureCode): CloudEvent {
  const data = { ...about(id, minute), campaignId: 'k1', sourceId: 's1', code, reason: 'So it is.', fix: 'Mend it.' };
  return createEvent(contactImportFailed, data, origin());
}

export function becameAnother(from: string, to: string, minute: number): CloudEvent {
  return createEvent(contactChanged, { ...about(to, minute), ...read, followedFrom: ref(from) }, origin());
}

export function status(id: string, minute: number, value: ConversationStatus): CloudEvent {
  return createEvent(
    conversationStatusChanged,
    { ...about(id, minute), conversationId: 'v1', status: value },
    origin(),
  );
}

export function completed(id: string, minute: number, value: ConversationStatus): CloudEvent {
  return createEvent(conversationCompleted, { ...about(id, minute), conversationId: 'v1', status: value }, origin());
}

export function optedOut(id: string, minute: number): CloudEvent {
  return createEvent(conversationOptedOut, { ...about(id, minute), conversationId: 'v1' }, origin());
}

export function qualified(id: string, minute: number, salesRepEmail: string | null): CloudEvent {
  return createEvent(conversationQualified, { ...about(id, minute), conversationId: 'v1', salesRepEmail }, origin());
}

export function emailed(id: string, minute: number): CloudEvent {
  const email = { from: 'a@ce.test', to: ['p@acme.test'], subject: 'Hi', body: 'Hello' };
  return createEvent(emailSent, { ...about(id, minute), ...email }, origin());
}
