import { area, date, datetime, flag, int, picklist, reference, text } from './field-builders.js';
import { setupObject, standardObject } from './object-builder.js';
import * as values from './picklist-values.js';
import { systemFields } from './system-fields.js';

/** salesforce-api.md §5.1. */
export const task = standardObject({
  name: 'Task',
  label: 'Task',
  labelPlural: 'Tasks',
  keyPrefix: '00T',
  fields: [
    ...systemFields('Activity'),
    reference('WhoId', 'Name ID', ['Contact', 'Lead'], { relationship: 'Who' }),
    reference('WhatId', 'Related To ID', ['Account', 'Campaign', 'Opportunity'], { relationship: 'What' }),
    picklist('Subject', 'Subject', values.taskSubject, { type: 'combobox', length: 255, nameField: true }),
    date('ActivityDate', 'Due Date Only'),
    picklist('Status', 'Status', values.taskStatus, { required: true }),
    picklist('Priority', 'Priority', values.taskPriority, { required: true }),
    flag('IsHighPriority', 'High Priority', { readOnly: true }),
    reference('OwnerId', 'Assigned To ID', ['Group', 'User'], { required: true, defaulted: true }),
    area('Description', 'Description', 32_000),
    picklist('Type', 'Type', ['Call', 'Email', 'Meeting', 'Other']),
    reference('AccountId', 'Account ID', ['Account'], { readOnly: true }),
    flag('IsClosed', 'Closed', { readOnly: true }),
    flag('IsArchived', 'Archived', { readOnly: true }),
    int('CallDurationInSeconds', 'Call Duration', 8),
    picklist('CallType', 'Call Type', ['Internal', 'Inbound', 'Outbound'], { restricted: true }),
    text('CallDisposition', 'Call Result', 255),
    datetime('CompletedDateTime', 'Completed Date', { readOnly: true }),
    picklist('TaskSubtype', 'Task Subtype', values.taskSubtype, { restricted: true, createOnly: true }),
  ],
});

const order = (values: string) => [
  text('MasterLabel', 'Master Label', 255, { readOnly: true, nameField: true }),
  text('ApiName', 'API Name', 255, { readOnly: true }),
  int('SortOrder', 'Sort Order', 4, { readOnly: true }),
  flag('IsDefault', 'Is Default', { readOnly: true }),
  flag(values, values === 'IsClosed' ? 'Closed' : 'High Priority', { readOnly: true }),
];

export const taskStatus = setupObject({
  name: 'TaskStatus',
  label: 'Task Status Value',
  labelPlural: 'Task Status Value',
  keyPrefix: '01J',
  fields: [...systemFields('Task Status Value'), ...order('IsClosed')],
});

export const taskPriority = setupObject({
  name: 'TaskPriority',
  label: 'Task Priority Value',
  labelPlural: 'Task Priority Value',
  keyPrefix: '01z',
  fields: [...systemFields('Task Priority Value'), ...order('IsHighPriority')],
});
