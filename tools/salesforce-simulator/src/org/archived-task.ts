import type { OrgRecord } from './field-schema.js';
import type { Org } from './org.js';

/** Salesforce archives closed tasks a year after they were due; only queryAll shows them then (salesforce-api.md §5.1). */
const archivedAfterDays = 365;

export function isArchived(org: Org, record: OrgRecord): boolean {
  const due = record['ActivityDate'];
  if (record['IsClosed'] !== true || typeof due !== 'string' || !record.Id.startsWith('00T')) return false;
  return Date.parse(due) < org.clock.now() - archivedAfterDays * 86_400_000;
}
