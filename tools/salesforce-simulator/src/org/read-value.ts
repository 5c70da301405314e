import { isArchived } from './archived-task.js';
import type { FieldSchema, FieldValue, ObjectSchema, OrgRecord } from './field-schema.js';
import type { Org } from './org.js';

export type AddressValue = Readonly<Record<string, FieldValue>>;
export type ReadValue = FieldValue | AddressValue;

type Computed = (org: Org, record: OrgRecord) => FieldValue;

/** What one record holds in one field, computed fields included. Knows nothing of permissions. */
export function readValue(org: Org, object: ObjectSchema, record: OrgRecord, field: FieldSchema): ReadValue {
  if (field.type === 'address') return addressOf(record, field.name.replace(/Address$/, ''));
  const compute = computed[object.name]?.[field.name];
  if (compute !== undefined) return compute(org, record);
  return record[field.name] ?? (field.type === 'boolean' ? false : null);
}

/** The same for callers that only compare or print plain values. */
export function readPlain(org: Org, object: ObjectSchema, record: OrgRecord, field: FieldSchema): FieldValue {
  const value = readValue(org, object, record, field);
  return typeof value === 'object' ? null : value;
}

const photo: Computed = (_org, record) => `/services/images/photo/${record.Id}`;

const lastActivity: Computed = (org, record) =>
  org
    .related('Task', 'WhoId', record.Id)
    .filter((task) => task['IsClosed'] === true && !task['IsDeleted'])
    .map((task) => String(task['ActivityDate'] ?? ''))
    .reduce<string | null>((latest, day) => (day > (latest ?? '') ? day : latest), null);

/** A member shows the lead's data until it is converted, the contact's afterwards. */
const ofPerson =
  (field: string): Computed =>
  (org, member) => {
    const person = org.records.get(String(member['ContactId'] ?? member['LeadId'] ?? ''));
    return person?.[field] ?? null;
  };

const members = (org: Org, campaign: OrgRecord): OrgRecord[] =>
  org.related('CampaignMember', 'CampaignId', campaign.Id).filter((member) => !member['IsDeleted']);

const memberCount =
  (counts: (member: OrgRecord, org: Org) => boolean): Computed =>
  (org, campaign) =>
    members(org, campaign).filter((member) => counts(member, org)).length;

const isConverted = (member: OrgRecord, org: Org) =>
  org.records.get(String(member['LeadId'] ?? ''))?.['IsConverted'] === true;

const opportunities =
  (counts: (opportunity: OrgRecord) => boolean, sum: boolean): Computed =>
  (org, campaign) =>
    org
      .related('Opportunity', 'CampaignId', campaign.Id)
      .filter((opportunity) => !opportunity['IsDeleted'] && counts(opportunity))
      .reduce((total, opportunity) => total + (sum ? Number(opportunity['Amount'] ?? 0) : 1), 0);

const computed: Record<string, Record<string, Computed>> = {
  Lead: { PhotoUrl: photo, LastActivityDate: lastActivity },
  Contact: {
    PhotoUrl: photo,
    LastActivityDate: lastActivity,
    IsEmailBounced: (_org, record) => (record['EmailBouncedDate'] ?? null) !== null,
  },
  Task: { IsArchived: isArchived },
  CampaignMember: {
    Name: ofPerson('Name'),
    FirstName: ofPerson('FirstName'),
    LastName: ofPerson('LastName'),
    Email: ofPerson('Email'),
    Phone: ofPerson('Phone'),
    Title: ofPerson('Title'),
    LeadOrContactOwnerId: ofPerson('OwnerId'),
    Type: (_org, member) => ((member['ContactId'] ?? null) === null ? 'Lead' : 'Contact'),
    LeadOrContactId: (_org, member) => member['ContactId'] ?? member['LeadId'] ?? null,
    CompanyOrAccount: (org, member) => {
      const contact = org.records.get(String(member['ContactId'] ?? ''));
      const account = contact && org.records.get(String(contact['AccountId'] ?? ''));
      return account?.['Name'] ?? org.records.get(String(member['LeadId'] ?? ''))?.['Company'] ?? null;
    },
  },
  Campaign: {
    NumberOfLeads: memberCount((member) => (member['LeadId'] ?? null) !== null),
    NumberOfConvertedLeads: memberCount(isConverted),
    NumberOfContacts: memberCount((member) => (member['ContactId'] ?? null) !== null),
    NumberOfResponses: memberCount((member) => member['HasResponded'] === true),
    NumberOfOpportunities: opportunities(() => true, false),
    NumberOfWonOpportunities: opportunities((row) => row['IsWon'] === true, false),
    AmountAllOpportunities: opportunities(() => true, true),
    AmountWonOpportunities: opportunities((row) => row['IsWon'] === true, true),
  },
};

function addressOf(record: OrgRecord, prefix: string): AddressValue | null {
  const part = (name: string) => record[prefix + name] ?? null;
  const address = {
    city: part('City'),
    country: part('Country'),
    geocodeAccuracy: part('GeocodeAccuracy'),
    latitude: part('Latitude'),
    longitude: part('Longitude'),
    postalCode: part('PostalCode'),
    state: part('State'),
    street: part('Street'),
  };
  return Object.values(address).every((value) => value === null) ? null : address;
}

/** Such a field is nowhere stored, so no index can hold it. */
export function isComputed(object: string, field: string): boolean {
  return computed[object]?.[field] !== undefined;
}
