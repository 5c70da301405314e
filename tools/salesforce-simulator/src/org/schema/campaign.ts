import * as values from './picklist-values.js';
import { area, currency, date, flag, int, number, picklist, reference, text } from './field-builders.js';
import { standardObject } from './object-builder.js';
import { activityDate, systemFields, viewedFields } from './system-fields.js';

export const campaign = standardObject({
  name: 'Campaign',
  label: 'Campaign',
  labelPlural: 'Campaigns',
  keyPrefix: '701',
  mergeable: false,
  fields: [
    ...systemFields('Campaign'),
    text('Name', 'Name', 80, { required: true, idLookup: true, nameField: true }),
    reference('ParentId', 'Parent Campaign ID', ['Campaign']),
    picklist('Type', 'Type', values.campaignType),
    picklist('Status', 'Status', ['*Planned', 'In Progress', 'Completed', 'Aborted']),
    date('StartDate', 'Start Date'),
    date('EndDate', 'End Date'),
    currency('ExpectedRevenue', 'Expected Revenue in Campaign'),
    currency('BudgetedCost', 'Budgeted Cost in Campaign'),
    currency('ActualCost', 'Actual Cost in Campaign'),
    number('percent', 'ExpectedResponse', 'Expected Response (%)', 10, 2),
    number('double', 'NumberSent', 'Num Sent in Campaign', 18, 0),
    flag('IsActive', 'Active'),
    area('Description', 'Description', 32000),
    int('NumberOfLeads', 'Leads in Campaign', 9, { derived: true, nillable: false }),
    int('NumberOfConvertedLeads', 'Converted Leads in Campaign', 9, { derived: true, nillable: false }),
    int('NumberOfContacts', 'Contacts in Campaign', 9, { derived: true, nillable: false }),
    int('NumberOfResponses', 'Responses in Campaign', 9, { derived: true, nillable: false }),
    int('NumberOfOpportunities', 'Opportunities in Campaign', 9, { derived: true, nillable: false }),
    int('NumberOfWonOpportunities', 'Won Opportunities in Campaign', 9, { derived: true, nillable: false }),
    currency('AmountAllOpportunities', 'Value Opportunities in Campaign', { derived: true, nillable: false }),
    currency('AmountWonOpportunities', 'Value Won Opportunities in Campaign', { derived: true, nillable: false }),
    reference('OwnerId', 'Owner ID', ['User'], { required: true, defaulted: true }),
    reference('CampaignMemberRecordTypeId', 'Record Type ID', ['RecordType'], { noFls: true }),
    activityDate(),
    ...viewedFields(),
  ],
});
