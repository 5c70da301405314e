import type { Org } from './org.js';
import { deleteRecord, updateRecord } from './write-record.js';

/** References to the losers that move to the survivor. */
const moved: Record<string, readonly (readonly [object: string, field: string])[]> = {
  Lead: [
    ['Task', 'WhoId'],
    ['CampaignMember', 'LeadId'],
  ],
  Contact: [
    ['Task', 'WhoId'],
    ['CampaignMember', 'ContactId'],
    ['OpportunityContactRole', 'ContactId'],
  ],
  Account: [
    ['Contact', 'AccountId'],
    ['Opportunity', 'AccountId'],
    ['Task', 'WhatId'],
  ],
};

/** Merges one or two losers into the survivor: they are deleted and name it in MasterRecordId (salesforce-api.md §6). */
export function mergeRecords(org: Org, survivorId: string, loserIds: readonly string[], userId: string): void {
  const object = org.schema.objectOfId(survivorId);
  const survivor = org.records.get(survivorId);
  if (object?.mergeable !== true || survivor === undefined || survivor['IsDeleted'] === true)
    throw new Error(`${survivorId} cannot survive a merge: it is no living lead, contact or account.`);
  for (const loserId of loserIds) {
    const loser = org.records.get(loserId);
    if (loser === undefined || loser.Id === survivor.Id || org.schema.objectOfId(loserId) !== object)
      throw new Error(`${loserId} is no other ${object.name}, so it cannot be merged into ${survivorId}.`);
    for (const [child, field] of moved[object.name] ?? [])
      for (const record of org.related(child, field, loser.Id))
        updateRecord(org, org.object(child), record.Id, { [field]: survivor.Id }, userId);
    deleteRecord(org, object, loser.Id, userId, { MasterRecordId: survivor.Id });
  }
  updateRecord(org, object, survivor.Id, {}, userId);
}
