import { toDate } from './clock.js';
import type { Org } from './org.js';
import { insertRecord, updateRecord } from './write-record.js';

export interface Conversion {
  readonly accountId: string;
  readonly contactId: string;
  readonly opportunityId: string | null;
}

export interface ConversionChoice {
  /** Existing records to convert into; new ones are made when left out. */
  readonly accountId?: string;
  readonly contactId?: string;
  readonly createOpportunity?: boolean;
}

/**
 * Converts a lead as a person in the org would: the lead stays readable, its activities move to the contact, its
 * campaign memberships gain the contact (salesforce-api.md §5.1, §6).
 */
export function convertLead(org: Org, leadId: string, userId: string, choice: ConversionChoice = {}): Conversion {
  const lead = org.records.get(leadId);
  if (lead === undefined || lead['IsDeleted'] === true) throw new Error(`There is no lead ${leadId} to convert.`);
  if (lead['IsConverted'] === true) throw new Error(`The lead ${leadId} is converted already.`);
  const owner = String(lead['OwnerId'] ?? userId);
  const ownerId = owner.startsWith('005') ? owner : userId;
  const insert = (object: string, values: Parameters<typeof insertRecord>[2]) =>
    insertRecord(org, org.object(object), values, userId).Id;

  const accountId = choice.accountId ?? insert('Account', { Name: lead['Company'] ?? 'Unnamed', OwnerId: ownerId });
  const contactId =
    choice.contactId ??
    insert('Contact', {
      AccountId: accountId,
      OwnerId: ownerId,
      ...Object.fromEntries(carriedOver.map((field) => [field, lead[field] ?? null])),
    });
  const opportunityId = choice.createOpportunity
    ? insert('Opportunity', {
        Name: `${String(lead['Company'] ?? '')}-`,
        AccountId: accountId,
        StageName: 'Prospecting',
        CloseDate: toDate(org.clock.now()),
        OwnerId: ownerId,
      })
    : null;
  if (opportunityId !== null)
    insert('OpportunityContactRole', { OpportunityId: opportunityId, ContactId: contactId, IsPrimary: true });

  updateRecord(
    org,
    org.object('Lead'),
    lead.Id,
    {
      IsConverted: true,
      Status: convertedStatus(org),
      ConvertedDate: toDate(org.clock.now()),
      ConvertedAccountId: accountId,
      ConvertedContactId: contactId,
      ConvertedOpportunityId: opportunityId,
    },
    userId,
  );
  for (const task of org.related('Task', 'WhoId', lead.Id))
    updateRecord(org, org.object('Task'), task.Id, { WhoId: contactId, WhatId: opportunityId ?? accountId }, userId);
  for (const member of org.related('CampaignMember', 'LeadId', lead.Id))
    updateRecord(org, org.object('CampaignMember'), member.Id, { ContactId: contactId }, userId);
  return { accountId, contactId, opportunityId };
}

const carriedOver = [
  'FirstName',
  'LastName',
  'Salutation',
  'Title',
  'Email',
  'Phone',
  'MobilePhone',
  'Fax',
  'LeadSource',
  'Description',
  'HasOptedOutOfEmail',
  'DoNotCall',
];

function convertedStatus(org: Org): string {
  const values = org.object('Lead').fields.get('Status')?.picklistValues ?? [];
  const converted = values.find((value) => /converted/i.test(value.value) && !/not converted/i.test(value.value));
  return converted?.value ?? 'Closed - Converted';
}
