import { z } from 'zod';
import { defineEvent } from './event-definition.js';
import { ceId, personKey, recordRef } from './record.js';

const mappedValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const contact = {
  connectionId: ceId,
  record: recordRef,
  campaignId: ceId,
  sourceId: ceId,
  at: z.iso.datetime({ offset: true }),
};

const importedFields = {
  /** CE field → value, by the connection's mapping. */
  fields: z.record(z.string(), mappedValue),
  accountId: z.string().nullable(),
  ownerId: z.string().nullable(),
  /** Null where the owner has none: a queue, or a user whom the integration may not see. */
  ownerEmail: z.string().nullable(),
};

export const contactImported = defineEvent({
  type: 'salesforce.contact.imported.v1',
  topic: 'salesforce.contact.v1',
  summary: 'A lead or contact is imported and enrolled; CE may start its conversation.',
  schema: z.object({
    ...contact,
    ...importedFields,
    /** The record the report named, where following a conversion or merge led to another. */
    followedFrom: recordRef.nullable(),
  }),
  key: personKey,
});

export const importFailureCode = z.enum([
  'missing-first-name',
  'missing-email',
  'invalid-email',
  'invalid-first-name',
  'duplicate-email',
  'rules-not-met',
  'already-enrolled',
  'already-synced',
  'deleted',
  'not-visible',
  'mapping-broken',
]);
export type ImportFailureCode = z.infer<typeof importFailureCode>;

export const contactImportFailed = defineEvent({
  type: 'salesforce.contact.import-failed.v1',
  topic: 'salesforce.contact.v1',
  summary: 'A report row could not be imported; says why and what to do.',
  schema: z.object({ ...contact, code: importFailureCode, reason: z.string(), fix: z.string() }),
  key: personKey,
});

export const contactChanged = defineEvent({
  type: 'salesforce.contact.changed.v1',
  topic: 'salesforce.contact.v1',
  summary: 'Imported fields of an enrolled record changed in Salesforce, or the record became another one.',
  schema: z.object({
    connectionId: ceId,
    record: recordRef,
    ...importedFields,
    /** Set when the record was converted or merged into this one, and null otherwise. */
    followedFrom: recordRef.nullable(),
    at: z.iso.datetime({ offset: true }),
  }),
  key: personKey,
});
