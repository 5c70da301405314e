import type { RecordError, WriteResult } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { aWriteBack } from '../testing/a-write-back.js';
import { judgeRecord } from './judge-records.js';
import type { PlannedRecord } from './plan-records.js';

const record: PlannedRecord = {
  recordId: 'lead',
  recordType: 'Lead',
  slots: [
    { row: aWriteBack({ id: 'status' }), plan: { kind: 'write', fields: { Status__c: 'x' }, refusal: null } },
    {
      row: aWriteBack({ id: 'owner', slot: 'owner' }),
      plan: { kind: 'write', fields: { OwnerId: 'u' }, refusal: null },
    },
    { row: aWriteBack({ id: 'there' }), plan: { kind: 'there' } },
  ],
  fields: { Status__c: 'x', OwnerId: 'u', Synced__c: 'now' },
};
const refused = (change: Partial<RecordError>): WriteResult => ({
  kind: 'refused',
  error: {
    errorClass: 'configuration',
    code: 'INVALID_FIELD_FOR_INSERT_UPDATE',
    message: '',
    fix: '',
    fields: [],
    scope: 'record',
    throttle: null,
    ambiguous: false,
    ...change,
  },
});
const kinds = (result: WriteResult) =>
  Object.fromEntries([...judgeRecord(record, result, undefined)].map(([id, { outcome }]) => [id, outcome.kind]));

describe('judgeRecord', () => {
  it('blames the slot whose field was named, and lets the others go on', () => {
    expect(kinds(refused({ fields: ['status__c'] }))).toEqual({ status: 'failed', owner: 'later' });
    expect(kinds(refused({ code: 'INACTIVE_OWNER_OR_USER' }))).toEqual({ status: 'later', owner: 'failed' });
  });

  it('blames all slots where nobody was named, and for what is no slot’s fault', () => {
    expect(kinds(refused({ fields: ['Other__c'] }))).toEqual({ status: 'failed', owner: 'failed' });
    expect(kinds(refused({ errorClass: 'concurrency', fields: ['Status__c'] }))).toEqual({
      status: 'failed',
      owner: 'failed',
    });
  });

  it('notes for each slot what Salesforce took of it, and for the record all that was written', () => {
    const reports = judgeRecord(record, { kind: 'saved', id: 'lead', created: false }, undefined);
    expect(reports.get('status')).toMatchObject({
      outcome: { kind: 'done' },
      writtenFields: { Status__c: 'x' },
      recordFields: ['Status__c', 'OwnerId', 'Synced__c'],
    });
    expect(reports.has('there')).toBe(false);
  });
});
