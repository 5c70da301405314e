import { area, currency, date, flag, int, number, picklist, reference, text } from './field-builders.js';
import { standardObject } from './object-builder.js';
import * as values from './picklist-values.js';
import { activityDate, systemFields, viewedFields } from './system-fields.js';

export const opportunity = standardObject({
  name: 'Opportunity',
  label: 'Opportunity',
  labelPlural: 'Opportunities',
  keyPrefix: '006',
  fields: [
    ...systemFields('Opportunity'),
    reference('AccountId', 'Account ID', ['Account']),
    flag('IsPrivate', 'Private'),
    text('Name', 'Name', 120, { required: true, nameField: true }),
    area('Description', 'Description', 32_000),
    picklist('StageName', 'Stage', values.stageName, { required: true }),
    currency('Amount', 'Amount'),
    number('percent', 'Probability', 'Probability (%)', 3, 0),
    date('CloseDate', 'Close Date', { required: true }),
    picklist('Type', 'Opportunity Type', ['Existing Business', 'New Business']),
    text('NextStep', 'Next Step', 255),
    picklist('LeadSource', 'Lead Source', values.leadSource),
    flag('IsClosed', 'Closed', { readOnly: true }),
    flag('IsWon', 'Won', { readOnly: true }),
    int('FiscalYear', 'Fiscal Year', 4, { readOnly: true }),
    reference('CampaignId', 'Campaign ID', ['Campaign']),
    reference('ContactId', 'Contact ID', ['Contact'], { createOnly: true }),
    reference('OwnerId', 'Owner ID', ['User'], { required: true, defaulted: true }),
    activityDate(),
    ...viewedFields(),
  ],
});

export const opportunityContactRole = standardObject({
  name: 'OpportunityContactRole',
  label: 'Opportunity Contact Role',
  labelPlural: 'Opportunity Contact Roles',
  keyPrefix: '00K',
  fields: [
    ...systemFields('Contact Role'),
    reference('OpportunityId', 'Opportunity ID', ['Opportunity'], { required: true, createOnly: true }),
    reference('ContactId', 'Contact ID', ['Contact'], { required: true }),
    picklist('Role', 'Role', values.contactRole),
    flag('IsPrimary', 'Primary'),
  ],
});
