import type { OrgDescriptionInput } from '../../src/org/org-description.js';
import { fixedTokens, rowsOf, savedAs, text } from './recording.js';
import type { Recording } from './recording.js';

/** The 2026 recording; its owner's id is masked, and its report belongs to that owner. */
export function accountTabularOrg(recording: Recording): OrgDescriptionInput {
  const ownerId = '005ak00000iCxfiAAC';
  const accounts = rowsOf(recording, 'T!T').map((row) => ({
    Id: text(row['ACCOUNT.NAME']),
    Name: row['ACCOUNT.NAME']?.label ?? '',
    PF_QA_Number__c: text(row['Account.PF_QA_Number__c']),
    BillingState: text(row['ADDRESS1_STATE']),
    BillingCity: text(row['ADDRESS1_CITY']),
    LastModifiedDate: `${text(row['LAST_UPDATE']) ?? ''}T10:00:00.000+0000`,
    CreatedDate: '2026-09-10T10:00:00.000+0000',
    OwnerId: ownerId,
  }));
  return {
    users: [
      {
        id: ownerId,
        username: 'user0@example.com',
        email: 'user0@example.com',
        firstName: 'QA',
        lastName: 'Placeholder',
      },
    ],
    fixedTokens,
    customFields: { Account: [{ name: 'PF_QA_Number__c', label: 'PF QA Number', type: 'string', calculated: true }] },
    picklists: {
      'Account.Rating': ['Hot', 'Warm', 'Cold'],
      'Account.Type': [
        'Prospect',
        'Customer - Direct',
        'Customer - Channel',
        'Channel Partner / Reseller',
        'Installation Partner',
        'Technology Partner',
        'Other',
      ],
    },
    records: { Account: accounts },
    reports: [
      {
        ...savedAs(recording),
        id: '00Oak00000RkbHxEAJ',
        folderId: ownerId,
        scope: 'user',
        standardDateFilter: { column: 'CREATED_DATE', durationValue: 'CUSTOM', startDate: '2026-09-04', endDate: null },
        sortBy: [{ sortColumn: 'Account.PF_QA_Number__c', sortOrder: 'Asc' }],
      },
    ],
  };
}
