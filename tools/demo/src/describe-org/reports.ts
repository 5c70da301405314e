import { recordId } from './record-ids.js';

const equals = (column: string, value: string) => ({ column, operator: 'equals' as const, value });
const down = (name: string) => ({ name });

export const reportIds = {
  webLeads: recordId('Report', 1),
  fairLeads: recordId('Report', 2),
  partnerLeads: recordId('Report', 3),
  retailContacts: recordId('Report', 4),
  fairContacts: recordId('Report', 5),
  dealContacts: recordId('Report', 6),
  accounts: recordId('Report', 7),
  joined: recordId('Report', 8),
};

/** All six report types of spec D4 in all three formats, and two that cannot be used. */
export const reports = [
  {
    id: reportIds.webLeads,
    name: 'Web leads',
    reportType: 'LeadList',
    format: 'TABULAR' as const,
    detailColumns: ['FIRST_NAME', 'LAST_NAME', 'EMAIL', 'COMPANY'],
    filters: [equals('LEAD_SOURCE', 'Web')],
  },
  {
    id: reportIds.fairLeads,
    name: 'Leads met at the fair',
    reportType: 'CampaignLead',
    format: 'SUMMARY' as const,
    detailColumns: ['FIRST_NAME', 'LAST_NAME', 'EMAIL'],
    groupingsDown: [down('MEMBER_STATUS')],
  },
  {
    id: reportIds.partnerLeads,
    name: 'Partner leads and their opportunities',
    reportType: 'Leads_Opportunities__c',
    format: 'MATRIX' as const,
    detailColumns: ['Lead.FirstName', 'Lead.LastName', 'Lead.Email'],
    groupingsDown: [down('Lead.Rating')],
    groupingsAcross: [down('Lead.Industry')],
    filters: [equals('Lead.LeadSource', 'Partner Referral')],
  },
  {
    id: reportIds.retailContacts,
    name: 'Retail contacts by account',
    reportType: 'ContactList',
    format: 'SUMMARY' as const,
    detailColumns: ['FIRST_NAME', 'LAST_NAME', 'EMAIL'],
    groupingsDown: [down('ACCOUNT.NAME')],
    filters: [equals('DEPARTMENT', 'Retail')],
  },
  {
    id: reportIds.fairContacts,
    name: 'Contacts met at the fair',
    reportType: 'CampaignContact',
    format: 'TABULAR' as const,
    detailColumns: ['FIRST_NAME', 'LAST_NAME', 'MEMBER_STATUS'],
  },
  {
    id: reportIds.dealContacts,
    name: 'Contacts with open deals',
    reportType: 'Contacts_Opportunities__c',
    format: 'MATRIX' as const,
    detailColumns: ['Contact.FirstName', 'Contact.LastName', 'Contact.Email'],
    groupingsDown: [down('Opportunity.StageName')],
    groupingsAcross: [down('Contact.Department')],
  },
  { id: reportIds.accounts, name: 'Accounts', reportType: 'AccountList', detailColumns: ['ACCOUNT.NAME'] },
  {
    id: reportIds.joined,
    name: 'Joined',
    reportType: 'LeadList',
    format: 'MULTI_BLOCK' as const,
    detailColumns: ['LAST_NAME'],
  },
];

export const customReportTypes = [
  {
    name: 'Leads_Opportunities__c',
    label: 'Leads & Opportunities',
    baseObject: 'Lead',
    joins: [
      { object: 'Opportunity', by: 'lookup' as const, field: 'ConvertedOpportunityId', joinType: 'OUTER' as const },
    ],
  },
  {
    name: 'Contacts_Opportunities__c',
    label: 'Contacts & Opportunities',
    baseObject: 'Contact',
    joins: [
      { object: 'OpportunityContactRole', field: 'ContactId' },
      { object: 'Opportunity', by: 'lookup' as const, field: 'OpportunityId', from: 'OpportunityContactRole' },
    ],
  },
];
