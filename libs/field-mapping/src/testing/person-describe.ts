import { campaignStatus, conversationStatus } from '@ce/contracts';
import type { ObjectDescribe } from '../describe/object-describe.js';
import { type InstalledVariant, packageFieldNames } from '../package-variant/package-fields.js';
import { buildDescribe, picklist } from './build-describe.js';

/** A Lead with the package and the fields of the default mapping. Lengths: salesforce-api.md §6, spec B2. */
export function leadDescribe(variant: InstalledVariant | 'none' = 'managed-v2'): ObjectDescribe {
  return buildDescribe('Lead', [
    ...person,
    { name: 'Company' },
    { name: 'IsConverted', type: 'boolean', length: 0, updateable: false, nillable: false },
    reference('ConvertedContactId', 'ConvertedContact', ['Contact'], false),
    { ...reference('OwnerId', 'Owner', ['Group', 'User']), nillable: false },
    ...packageFields(variant),
  ]);
}

export function contactDescribe(variant: InstalledVariant | 'none' = 'managed-v2'): ObjectDescribe {
  return buildDescribe('Contact', [
    ...person,
    reference('AccountId', 'Account', ['Account']),
    { ...reference('OwnerId', 'Owner', ['User']), nillable: false },
    ...packageFields(variant),
  ]);
}

const person = [
  { name: 'Id', type: 'id', length: 18, createable: false, updateable: false, nillable: false },
  { name: 'IsDeleted', type: 'boolean', length: 0, createable: false, updateable: false, nillable: false },
  reference('MasterRecordId', 'MasterRecord', ['Lead'], false),
  { name: 'FirstName', length: 40 },
  { name: 'LastName', length: 80, nillable: false },
  { name: 'Email', type: 'email', length: 80 },
  { name: 'Title', length: 128 },
  { name: 'DoNotCall', type: 'boolean', length: 0, nillable: false },
];

function reference(name: string, relationshipName: string, referenceTo: string[], writable = true) {
  return {
    name,
    type: 'reference',
    length: 18,
    relationshipName,
    referenceTo,
    createable: writable,
    updateable: writable,
  };
}

function packageFields(variant: InstalledVariant | 'none') {
  if (variant === 'none') return [];
  const names = packageFieldNames[variant];
  const states = { type: 'picklist', restrictedPicklist: true };
  return [
    { name: names.status, ...states, picklistValues: picklist(...conversationStatus.options) },
    { name: names.last_synced_at, type: 'datetime', length: 0 },
    { name: names.campaign_name, length: 200 },
    { name: names.campaign_status, ...states, picklistValues: picklist(...campaignStatus.options) },
    { name: names.campaign_creator, length: 200 },
    { name: names.campaign_url, type: 'url' },
  ];
}
