import type { OrgDescriptionInput } from '../../src/org/org-description.js';
import { amount, fixedTokens, Gathered, rowsOf, savedAs, text, usersNamed } from './recording.js';
import type { Recording } from './recording.js';

/** Accounts by type, with their revenue summed. */
export function accountSummaryOrg(recording: Recording): OrgDescriptionInput {
  const [accounts, owners] = [new Gathered(), new Map<string, string>()];
  const types = recording.groupingsDown.groupings.map((group) => group.value);
  for (const group of recording.groupingsDown.groupings) {
    for (const row of rowsOf(recording, `${group.key}!T`)) {
      const owner = text(row['USERS.NAME']) ?? '';
      owners.set(owner, row['USERS.NAME']?.label ?? '');
      accounts.add(text(row['ACCOUNT.NAME']), {
        Name: row['ACCOUNT.NAME']?.label ?? '',
        OwnerId: owner,
        Type: group.value,
        BillingState: text(row['ADDRESS1_STATE']),
        Rating: text(row['RATING']),
        Industry: text(row['INDUSTRY']),
        CreatedDate: `${text(row['CREATED_DATE']) ?? ''}T09:00:00.000+0000`,
        AnnualRevenue: amount(row['SALES']),
      });
    }
  }
  const report = savedAs(recording);
  // Recorded with "Direct" before "Channel": a picklist groups in its own order.
  return {
    users: usersNamed(owners),
    fixedTokens,
    picklists: { 'Account.Type': types },
    records: { Account: accounts.all() },
    reports: [report],
  };
}
