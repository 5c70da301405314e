import type { ReportType } from '../report-type.js';
import { campaignColumns, category, systemColumns } from './column-groups.js';

const all = [
  { value: 'organization', label: 'All' },
  { value: 'user', label: 'My' },
];

/** Types that a lead or contact report is not; a client meets them and has to say so. */
export const accountList: ReportType = {
  type: 'AccountList',
  label: 'Accounts',
  group: 'Accounts & Contacts',
  root: 'Account',
  joins: [],
  scopes: all,
  columns: category('Account: General', [
    ['ACCOUNT_ID', 'Account.Id'],
    ['USERS.NAME', 'Account.Owner.Name', { label: 'Account Owner', isName: true }],
    ['ACCOUNT.NAME', 'Account.Name', { isName: true }],
    ['TYPE', 'Account.Type', { label: 'Type' }],
    ['RATING', 'Account.Rating', { label: 'Rating' }],
    ['INDUSTRY', 'Account.Industry'],
    ['SALES', 'Account.AnnualRevenue'],
    ['EMPLOYEES', 'Account.NumberOfEmployees'],
    ['PHONE1', 'Account.Phone', { label: 'Phone' }],
    ['URL', 'Account.Website'],
    ['ADDRESS1_STREET', 'Account.BillingStreet', { dataType: 'string' }],
    ['ADDRESS1_CITY', 'Account.BillingCity'],
    ['ADDRESS1_STATE', 'Account.BillingState'],
    ['ADDRESS1_ZIP', 'Account.BillingPostalCode'],
    ['ADDRESS1_COUNTRY', 'Account.BillingCountry'],
    ['DESCRIPTION', 'Account.Description', { label: 'Description' }],
    ['DUE_DATE', 'Account.LastActivityDate'],
    ['YEAR_STARTED', 'Account.YearStarted'],
    ['DUNS_NUMBER', 'Account.DunsNumber'],
    ...systemColumns('Account'),
  ]),
};

const opportunityColumns = category('Opportunity: General', [
  ['OPPORTUNITY_ID', 'Opportunity.Id'],
  ['OPPORTUNITY_NAME', 'Opportunity.Name', { label: 'Opportunity Name', isName: true }],
  ['ACCOUNT_NAME', 'Account.Name', { isName: true }],
  ['TYPE', 'Opportunity.Type', { label: 'Type' }],
  ['AMOUNT', 'Opportunity.Amount'],
  ['PROBABILITY', 'Opportunity.Probability'],
  ['STAGE_NAME', 'Opportunity.StageName'],
  ['CLOSE_DATE', 'Opportunity.CloseDate'],
  ['FISCAL_QUARTER', 'Opportunity.CloseDate', { label: 'Fiscal Period', dataType: 'string', derive: 'fiscal-quarter' }],
  ['FULL_NAME', 'Opportunity.Owner.Name', { label: 'Opportunity Owner', isName: true }],
  ['SALES', 'Account.AnnualRevenue'],
  ...systemColumns('Opportunity'),
]);

export const opportunity: ReportType = {
  type: 'Opportunity',
  label: 'Opportunities',
  group: 'Opportunities',
  root: 'Opportunity',
  joins: [{ object: 'Account', from: 'Opportunity', by: 'lookup', field: 'AccountId', joinType: 'OUTER' }],
  scopes: all,
  columns: opportunityColumns,
};

/** The same rows under the other spelling that clients meet. */
export const opportunityList: ReportType = { ...opportunity, type: 'OpportunityList' };

export const campaignList: ReportType = {
  type: 'CampaignList',
  label: 'Campaigns',
  group: 'Campaigns',
  root: 'Campaign',
  joins: [],
  scopes: all,
  columns: category('Campaign: General', [...campaignColumns, ...systemColumns('Campaign')]),
};
