import type { ReportType } from '../report-type.js';
import { category, contactColumns, leadColumns, systemColumns } from './column-groups.js';

export const leadList: ReportType = {
  type: 'LeadList',
  label: 'Leads',
  group: 'Leads',
  root: 'Lead',
  joins: [],
  scopes: [
    { value: 'org', label: 'All leads' },
    { value: 'user', label: 'My leads' },
  ],
  columns: category('Lead: General', leadColumns),
};

export const contactList: ReportType = {
  type: 'ContactList',
  label: 'Contacts & Accounts',
  group: 'Accounts & Contacts',
  root: 'Contact',
  joins: [{ object: 'Account', from: 'Contact', by: 'lookup', field: 'AccountId', joinType: 'OUTER' }],
  scopes: [
    { value: 'organization', label: 'All accounts' },
    { value: 'my', label: 'My accounts' },
  ],
  columns: [
    ...category('Contact: General', [...contactColumns, ...systemColumns('Contact')]),
    ...category('Account: General', [
      ['OWNER_FULL_NAME', 'Account.Owner.Name', { label: 'Account Owner', isName: true }],
      ['ACCOUNT.NAME', 'Account.Name', { isName: true }],
      ['ACCOUNT_ID', 'Account.Id'],
      ['TYPE', 'Account.Type', { label: 'Type' }],
      ['RATING', 'Account.Rating', { label: 'Rating' }],
      ['INDUSTRY', 'Account.Industry'],
      ['URL', 'Account.Website'],
      ['SALES', 'Account.AnnualRevenue'],
      ['EMPLOYEES', 'Account.NumberOfEmployees'],
      ['ADDRESS1_CITY', 'Account.BillingCity'],
      ['ADDRESS1_STATE', 'Account.BillingState'],
      ['ADDRESS1_COUNTRY', 'Account.BillingCountry'],
    ]),
  ],
};
