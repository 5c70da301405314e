import type { FieldSchema } from '../field-schema.js';
import { date, datetime, field, flag, reference } from './field-builders.js';

export const idField = (label: string): FieldSchema =>
  field(
    'id',
    'Id',
    label,
    { length: 18, groupable: true },
    { readOnly: true, nillable: false, defaulted: true, idLookup: true },
  );

/** Id, deletion mark and who-and-when, as every stored object has them. */
export const systemFields = (label: string): FieldSchema[] => [
  idField(`${label} ID`),
  flag('IsDeleted', 'Deleted', { readOnly: true }),
  datetime('CreatedDate', 'Created Date', { readOnly: true, nillable: false, defaulted: true }),
  reference('CreatedById', 'Created By ID', ['User'], { readOnly: true, nillable: false, defaulted: true }),
  datetime('LastModifiedDate', 'Last Modified Date', { readOnly: true, nillable: false, defaulted: true }),
  reference('LastModifiedById', 'Last Modified By ID', ['User'], { readOnly: true, nillable: false, defaulted: true }),
  datetime('SystemModstamp', 'System Modstamp', { readOnly: true, nillable: false, defaulted: true }),
];

export const viewedFields = (): FieldSchema[] => [
  datetime('LastViewedDate', 'Last Viewed Date', { readOnly: true }),
  datetime('LastReferencedDate', 'Last Referenced Date', { readOnly: true }),
];

export const activityDate = (): FieldSchema => date('LastActivityDate', 'Last Activity', { readOnly: true });

/** The loser of a merge names its survivor here (salesforce-api.md §6). */
export const masterRecord = (object: string): FieldSchema =>
  reference('MasterRecordId', 'Master Record ID', [object], { readOnly: true });
