import type {
  contactChanged,
  contactImported,
  contactImportFailed,
  ConversationStatus,
  ImportFailureCode,
} from '@ce/contracts';
import type { ReceivedEvent } from '@ce/messaging';
import { type Fact, factTime } from '../keep-facts/fact.js';
import type { Move } from '../keep-facts/move-record.js';
import type { TouchedRecord } from '../keep-facts/record-key.js';

export type ContactEvent = ReceivedEvent<
  typeof contactImported | typeof contactImportFailed | typeof contactChanged
>['event'];

export interface ContactNews {
  facts: Fact[];
  moves: Move[];
  accounts: TouchedRecord[];
}

export function newsOfContact(event: ContactEvent): ContactNews {
  const { connectionId, record } = event.data;
  const about = { connectionId, recordId: record.id, recordType: record.type };
  if (event.type === 'salesforce.contact.import-failed.v1') {
    const status = shownStatus[event.data.code];
    const fact: Fact[] =
      status === null ? [] : [{ ...about, ...factTime(event), register: 'import-failure', value: { status } }];
    return { facts: fact, moves: [], accounts: [] };
  }
  const { followedFrom, accountId } = event.data;
  const moves = followedFrom === null ? [] : [{ connectionId, from: followedFrom.id, to: record.id }];
  const accounts = [{ ...about, accountId }];
  if (event.type === 'salesforce.contact.changed.v1') return { facts: [], moves, accounts };
  const value = { campaignId: event.data.campaignId };
  return { facts: [{ ...about, ...factTime(event), register: 'enrollment', value }], moves, accounts };
}

/**
 * The status by which a record shows why it was not imported (salesforce-api.md §9.2). Null: there is no record to show
 * it on, the record did nothing wrong, or it has a conversation whose status must stay.
 */
const shownStatus: Readonly<Record<ImportFailureCode, ConversationStatus | null>> = {
  'missing-first-name': 'unsynced',
  'missing-email': 'unsynced',
  'invalid-first-name': 'import_error',
  'invalid-email': 'import_error',
  'duplicate-email': 'import_error',
  'already-enrolled': 'enrollment_error',
  'already-synced': null,
  'rules-not-met': null,
  deleted: null,
  'not-visible': null,
  'mapping-broken': null,
};
