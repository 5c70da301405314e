import type { ReportJoin, ReportType } from '../report-type.js';
import { campaignColumns, category, contactColumns, leadColumns, systemColumns } from './column-groups.js';

const members: ReportJoin = {
  object: 'CampaignMember',
  from: 'Campaign',
  by: 'child',
  field: 'CampaignId',
  joinType: 'INNER',
};
const person = (object: 'Lead' | 'Contact', joinType: ReportJoin['joinType']): ReportJoin => ({
  object,
  from: 'CampaignMember',
  by: 'lookup',
  field: `${object}Id`,
  joinType,
});
const scopes = [
  { value: 'orgAll', label: 'All campaigns' },
  { value: 'my', label: 'My campaigns' },
];
const memberColumns = [
  ['MEMBER_STATUS', 'CampaignMember.Status', { label: 'Member Status' }],
  ['MEMBER_CREATED_DATE', 'CampaignMember.CreatedDate', { label: 'Member First Associated Date', dayOnly: true }],
  ['RESPONDED', 'CampaignMember.HasResponded'],
] as const;

export const campaignLead: ReportType = {
  type: 'CampaignLead',
  label: 'Campaigns with Leads',
  group: 'Campaigns',
  root: 'Campaign',
  joins: [members, person('Lead', 'INNER')],
  scopes,
  columns: [
    ...category('Campaign: General', campaignColumns),
    ...category('Campaign Member: General', memberColumns),
    ...category('Lead: General', leadColumns),
  ],
};

export const campaignContact: ReportType = {
  type: 'CampaignContact',
  label: 'Campaigns with Contacts',
  group: 'Campaigns',
  root: 'Campaign',
  joins: [
    members,
    person('Contact', 'INNER'),
    { object: 'Account', from: 'Contact', by: 'lookup', field: 'AccountId', joinType: 'OUTER' },
  ],
  scopes,
  columns: [
    ...category('Campaign: General', campaignColumns),
    ...category('Campaign Member: General', memberColumns),
    ...category('Contact: General', [...contactColumns, ...systemColumns('Contact')]),
    ...category('Account: General', [
      ['ACCOUNT.NAME', 'Account.Name', { isName: true }],
      ['ACCOUNT_ID', 'Account.Id'],
    ]),
  ],
};

/** A row is a lead or a contact; the column that does not apply is blank (salesforce-api.md §2.6). */
export const campaignWithMembers: ReportType = {
  type: 'CampaignWithCampaignMembers',
  label: 'Campaigns with Campaign Members',
  group: 'Campaigns',
  root: 'Campaign',
  joins: [members, person('Contact', 'OUTER'), person('Lead', 'OUTER')],
  scopes,
  columns: [
    ...category('Campaign: General', campaignColumns),
    ...category('Campaign Member: General', [
      ['MEMBER_ID', 'CampaignMember.Id', { label: 'Member ID' }],
      ...memberColumns,
      ['LEAD_ID', 'Lead.Id'],
      ['CONTACT_ID', 'Contact.Id'],
      ['FIRST_NAME', ['Contact.FirstName', 'Lead.FirstName'], { isName: true }],
      ['LAST_NAME', ['Contact.LastName', 'Lead.LastName'], { isName: true }],
      ['TITLE', ['Contact.Title', 'Lead.Title']],
      ['EMAIL', ['Contact.Email', 'Lead.Email']],
      ['PHONE', ['Contact.Phone', 'Lead.Phone'], { label: 'Phone' }],
      ['COMPANY', ['Contact.Account.Name', 'Lead.Company'], { label: 'Company' }],
    ]),
  ],
};
