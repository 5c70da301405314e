import type { z } from 'zod';
import type { contactChanged, contactImported, contactImportFailed } from '../contact-events.js';
import { exampleEnrollment, examplePerson } from './example-ids.js';

const imported = {
  fields: { first_name: 'Ada', last_name: 'King', email: 'ada.king@customer.example', title: 'Head of Sales' },
  accountId: null,
  ownerId: '00G5e000003AbCdEAK',
  ownerEmail: null,
  followedFrom: null,
};

export const contactExamples = {
  'salesforce.contact.imported.v1': { ...exampleEnrollment, ...imported, at: '2026-03-01T08:15:04Z' },
  'salesforce.contact.import-failed.v1': {
    ...exampleEnrollment,
    at: '2026-03-01T08:15:04Z',
    code: 'missing-email',
    reason: 'The record has no email address.',
    fix: 'Fill in the email address in Salesforce.',
  },
  'salesforce.contact.changed.v1': {
    ...examplePerson,
    ...imported,
    record: { type: 'Contact', id: '0035e00002AbCdEAAV' },
    accountId: '0015e00002AbCdEAAV',
    followedFrom: examplePerson.record,
    at: '2026-03-05T10:00:00Z',
  },
} satisfies {
  'salesforce.contact.imported.v1': z.input<(typeof contactImported)['schema']>;
  'salesforce.contact.import-failed.v1': z.input<(typeof contactImportFailed)['schema']>;
  'salesforce.contact.changed.v1': z.input<(typeof contactChanged)['schema']>;
};
