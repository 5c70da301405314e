import { area, currency, field, int, phone, picklist, reference, text, url } from './field-builders.js';
import { standardObject } from './object-builder.js';
import * as values from './picklist-values.js';
import { activityDate, masterRecord, systemFields, viewedFields } from './system-fields.js';

export const account = standardObject({
  name: 'Account',
  label: 'Account',
  labelPlural: 'Accounts',
  keyPrefix: '001',
  mergeable: true,
  fields: [
    ...systemFields('Account'),
    masterRecord('Account'),
    text('Name', 'Account Name', 255, { required: true, nameField: true }),
    picklist('Type', 'Account Type', values.accountType),
    reference('ParentId', 'Parent Account ID', ['Account']),
    area('BillingStreet', 'Billing Street', 255, { compound: 'BillingAddress' }),
    text('BillingCity', 'Billing City', 40, { compound: 'BillingAddress' }),
    text('BillingState', 'Billing State/Province', 80, { compound: 'BillingAddress' }),
    text('BillingPostalCode', 'Billing Zip/Postal Code', 20, { compound: 'BillingAddress' }),
    text('BillingCountry', 'Billing Country', 80, { compound: 'BillingAddress' }),
    field('address', 'BillingAddress', 'Billing Address'),
    phone('Phone', 'Account Phone'),
    phone('Fax', 'Account Fax'),
    text('AccountNumber', 'Account Number', 40),
    url('Website', 'Website'),
    picklist('Industry', 'Industry', values.industry),
    currency('AnnualRevenue', 'Annual Revenue'),
    int('NumberOfEmployees', 'Employees', 8),
    area('Description', 'Account Description', 32_000),
    picklist('Rating', 'Account Rating', values.rating),
    text('Site', 'Account Site', 80),
    text('DunsNumber', 'D-U-N-S Number', 9),
    text('YearStarted', 'Year Started', 4),
    reference('OwnerId', 'Owner ID', ['User'], { required: true, defaulted: true }),
    picklist('AccountSource', 'Account Source', values.leadSource),
    activityDate(),
    ...viewedFields(),
  ],
});
