import type { OrgDescriptionInput } from '../../src/org/org-description.js';
import { amount, fixedTokens, Gathered, rowsOf, savedAs, text, usersNamed } from './recording.js';
import type { RecordedGroup, Recording } from './recording.js';

const owner = '00558000000FkaVAAS';

/** Opportunities by type and account down, by month across. */
export function opportunityMatrixOrg(recording: Recording): OrgDescriptionInput {
  const [accounts, opportunities] = [new Gathered(), new Gathered()];
  for (const type of recording.groupingsDown.groupings) {
    for (const account of type.groupings) {
      accounts.add(account.value, { Name: account.label, OwnerId: owner });
      for (const month of recording.groupingsAcross.groupings) {
        for (const row of rowsOf(recording, `${account.key}!${month.key}`)) {
          opportunities.add(text(row['OPPORTUNITY_NAME']), {
            Name: row['OPPORTUNITY_NAME']?.label ?? '',
            AccountId: account.value,
            Type: type.value,
            CloseDate: month.value,
            Amount: amount(row['AMOUNT']),
            StageName: text(row['STAGE_NAME']),
            OwnerId: owner,
          });
        }
      }
    }
  }
  return orgOf(recording, accounts, opportunities);
}

/** The report without details tells only totals: opportunities are made up to add up to them. */
export function opportunityTotalsOrg(recording: Recording): OrgDescriptionInput {
  const [accounts, opportunities] = [new Gathered(), new Gathered()];
  let made = 0;
  for (const type of recording.groupingsDown.groupings) {
    for (const account of type.groupings) {
      for (const quarter of recording.groupingsAcross.groupings) {
        for (const month of quarter.groupings) {
          const totals =
            recording.factMap[`${account.key}!${month.key}`]?.aggregates.map(({ value }) => Number(value)) ?? [];
          const [revenue = 0, sum = 0, count = 0] = totals;
          if (count > 0)
            accounts.add(account.value, { Name: account.label, OwnerId: owner, AnnualRevenue: revenue / count });
          for (let index = 0; index < count; index += 1) {
            made += 1;
            opportunities.add(`0065800000${String(made).padStart(5, '0')}`, {
              Name: `Opportunity ${made}`,
              AccountId: account.value,
              Type: type.value,
              CloseDate: dayIn(quarter, month.key),
              Amount: index === 0 ? sum : 0,
              StageName: 'Closed Won',
              OwnerId: owner,
            });
          }
        }
      }
    }
  }
  return orgOf(recording, accounts, opportunities);
}

/** That org's fiscal years are not calendar years: a month of the quarter instead, one for each of its groups. */
function dayIn(quarter: RecordedGroup, monthKey: string): string {
  const [, number = '1', year = '2013'] = /^Q(\d)-(\d{4})$/.exec(quarter.value) ?? [];
  const place = quarter.groupings.findIndex((group) => group.key === monthKey);
  return `${year}-${String(Number(number) * 3 - 2 + place).padStart(2, '0')}-01`;
}

function orgOf(recording: Recording, accounts: Gathered, opportunities: Gathered): OrgDescriptionInput {
  return {
    users: usersNamed(new Map([[owner, 'Chris Hall']])),
    fixedTokens,
    records: { Account: accounts.all(), Opportunity: opportunities.all() },
    reports: [savedAs(recording)],
  };
}
