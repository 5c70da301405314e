import type { FieldValue, OrgRecord } from './field-schema.js';
import type { Org } from './org.js';

type Values = Record<string, FieldValue>;
type Derive = (org: Org, record: OrgRecord, before: OrgRecord | undefined, now: string) => Values;

/** Fields that Salesforce itself fills in when a record is saved. */
export function derivedValues(
  org: Org,
  object: string,
  record: OrgRecord,
  before: OrgRecord | undefined,
  now: string,
): Values {
  return derivations[object]?.(org, record, before, now) ?? {};
}

const fullName: Derive = (_org, record) => ({
  Name: [record['FirstName'], record['LastName']].filter((part) => typeof part === 'string' && part !== '').join(' '),
});

/** IsClosed follows the status' own mark, not the word "Completed" (salesforce-api.md §5.1). */
const taskState: Derive = (org, task, before, now) => {
  const statuses = org.schema.object('Task')?.fields.get('Status')?.picklistValues ?? [];
  const status = statuses.find((value) => value.value === task['Status']);
  const closed = status?.closed ?? task['Status'] === 'Completed';
  const closedBefore = before?.['IsClosed'] === true;
  const contact = org.records.get(String(task['WhoId'] ?? ''));
  const what = org.records.get(String(task['WhatId'] ?? ''));
  return {
    IsClosed: closed,
    IsHighPriority: task['Priority'] === 'High',
    CompletedDateTime: closed ? (closedBefore ? (before['CompletedDateTime'] ?? null) : now) : null,
    AccountId: what?.Id.startsWith('001') ? what.Id : (what?.['AccountId'] ?? contact?.['AccountId'] ?? null),
  };
};

const opportunityState: Derive = (_org, opportunity) => {
  const stage = opportunity['StageName'];
  const won = stage === 'Closed Won';
  const closed = won || stage === 'Closed Lost';
  return {
    IsClosed: closed,
    IsWon: won,
    Probability: closed ? (won ? 100 : 0) : (opportunity['Probability'] ?? 10),
    FiscalYear: Number(String(opportunity['CloseDate'] ?? '0').slice(0, 4)),
  };
};

const derivations: Record<string, Derive> = {
  Lead: (org, record, before, now) => ({
    ...fullName(org, record, before, now),
    CleanStatus: record['CleanStatus'] ?? 'Pending',
    IsUnreadByOwner: before === undefined ? (record['IsUnreadByOwner'] ?? false) : false,
  }),
  Contact: (org, record, before, now) => ({
    ...fullName(org, record, before, now),
    CleanStatus: record['CleanStatus'] ?? 'Pending',
  }),
  Task: taskState,
  Opportunity: opportunityState,
  CampaignMember: (_org, member) => ({ HasResponded: member['Status'] === 'Responded' }),
};
