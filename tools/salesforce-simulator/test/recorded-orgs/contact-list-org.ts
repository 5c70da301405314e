import type { OrgDescriptionInput } from '../../src/org/org-description.js';
import { fixedTokens, Gathered, rowsOf, savedAs, text, usersNamed } from './recording.js';
import type { Recording } from './recording.js';

/** The twenty contacts of the recorded *Contacts & Accounts* report. */
export function contactListOrg(recording: Recording): OrgDescriptionInput {
  const [accounts, contacts, owners] = [new Gathered(), new Gathered(), new Map<string, string>()];
  for (const row of rowsOf(recording, 'T!T')) {
    const owner = text(row['OWNER_FULL_NAME']) ?? '';
    owners.set(owner, row['OWNER_FULL_NAME']?.label ?? '');
    const account = accounts.add(text(row['ACCOUNT.NAME']), { Name: row['ACCOUNT.NAME']?.label ?? '', OwnerId: owner });
    contacts.add(text(row['FIRST_NAME']), {
      Salutation: text(row['SALUTATION']),
      FirstName: row['FIRST_NAME']?.label ?? null,
      LastName: row['LAST_NAME']?.label ?? null,
      Title: text(row['TITLE']),
      MailingStreet: text(row['ADDRESS2_STREET']),
      MailingCity: text(row['ADDRESS2_CITY']),
      MailingState: text(row['ADDRESS2_STATE']),
      MailingPostalCode: text(row['ADDRESS2_ZIP']),
      MailingCountry: text(row['ADDRESS2_COUNTRY']),
      Phone: text(row['PHONE1']),
      Fax: text(row['PHONE2']),
      MobilePhone: text(row['PHONE3']),
      Email: text(row['EMAIL']),
      AccountId: account,
      OwnerId: owner,
    });
  }
  return {
    users: usersNamed(owners),
    fixedTokens,
    records: { Account: accounts.all(), Contact: contacts.all() },
    reports: [savedAs(recording)],
  };
}
