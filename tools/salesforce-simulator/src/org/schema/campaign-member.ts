import { date, email, flag, phone, picklist, reference, text } from './field-builders.js';
import { standardObject } from './object-builder.js';
import { systemFields } from './system-fields.js';

export const campaignMember = standardObject({
  name: 'CampaignMember',
  label: 'Campaign Member',
  labelPlural: 'Campaign Members',
  keyPrefix: '00v',
  fields: [
    ...systemFields('Campaign Member'),
    reference('CampaignId', 'Campaign ID', ['Campaign'], { required: true, createOnly: true }),
    reference('LeadId', 'Lead ID', ['Lead'], { noFls: true, createOnly: true }),
    reference('ContactId', 'Contact ID', ['Contact'], { noFls: true, createOnly: true }),
    picklist('Status', 'Status', ['*Sent', 'Responded']),
    flag('HasResponded', 'Responded', { derived: true }),
    date('FirstRespondedDate', 'First Responded Date', { derived: true }),
    // Copies of the lead or contact, kept by Salesforce.
    text('Name', 'Name', 121, { readOnly: true, nameField: true }),
    text('FirstName', 'First Name', 40, { readOnly: true }),
    text('LastName', 'Last Name', 80, { readOnly: true }),
    email('Email', 'Email', { readOnly: true }),
    phone('Phone', 'Phone', { readOnly: true }),
    text('Title', 'Title', 128, { readOnly: true }),
    text('CompanyOrAccount', 'Company (Account)', 255, { readOnly: true }),
    picklist('Type', 'Type', ['Lead', 'Contact'], { readOnly: true }),
    reference('LeadOrContactId', 'Related Record ID', ['Contact', 'Lead'], { readOnly: true }),
    reference('LeadOrContactOwnerId', 'Related Record Owner ID', ['Group', 'User'], { readOnly: true }),
  ],
});
