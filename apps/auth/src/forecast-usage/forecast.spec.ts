import { describe, expect, it } from 'vitest';
import { fitsBudget } from './fits-budget.js';
import { forecast, plannedUse } from './forecast.js';

const month = { campaigns: 2, contactsPerCampaign: 500, emailsPerContact: 5, days: 30, pollMinutes: 15 };

describe('forecast', () => {
  it('gives the specification’s example month (spec E2)', () => {
    expect(forecast(month).specification).toMatchObject({
      polling: 12_000,
      import: 4_000,
      tasks: 5_000,
      writeback: 1_000,
      total: 22_000,
    });
  });

  it('gives the specification’s storage example, and what Salesforce counts (spec C7)', () => {
    const storage = forecast({ ...month, campaigns: 1, contactsPerCampaign: 3_000, emailsPerContact: 4 });
    expect(storage.specification.storageMegabytes).toBe(12);
    expect(storage.specification.storageMegabytesAtSalesforce).toBe(24);
    expect(storage.expected.storageMegabytes).toBe(24);
  });

  it('expects a fraction of those calls, most of them polls, and less for a shared report', () => {
    const { expected } = forecast(month);
    expect(expected).toMatchObject({
      // 2 reports, 96 polls a day, 30 days.
      polling: 5_760,
      import: 5,
      tasks: 25,
      writeback: 20,
      // 24 a day.
      refresh: 720,
      // 2 before each of those batches.
      describes: 100,
      total: 6_630,
    });
    expect(forecast({ ...month, reports: 1 }).expected).toMatchObject({ polling: 2_880, total: 3_750 });
  });

  it('counts a description and every part of a report above 2,000 rows', () => {
    expect(forecast({ ...month, contactsPerCampaign: 2_000 }).expected.polling).toBe(5_760);
    expect(forecast({ ...month, contactsPerCampaign: 5_000 }).expected.polling).toBe(4 * 5_760);
  });

  it('counts what a background run really costs where the synchronous ones of an hour do not suffice', () => {
    const many = { ...month, campaigns: 100, contactsPerCampaign: 100 };
    // 400 runs an hour are just enough for 100 reports every quarter of an hour.
    expect(forecast(many).expected.polling).toBe(400 * 24 * 30);
    expect(forecast({ ...many, campaigns: 300 }).expected.polling).toBe((400 + 800 * 3) * 24 * 30);
    // 50 reports of 3 parts, 200 reads an hour: 400 runs at once, 200 in the background, each followed by a description.
    const large = { ...many, campaigns: 50, contactsPerCampaign: 5_000 };
    expect(forecast(large).expected.polling).toBe((200 + 400 + 200 * 4) * 24 * 30);
  });

  it('knows that more reports than the org’s runs of both kinds suffice for are read less often', () => {
    const many = { ...month, contactsPerCampaign: 100 };
    for (const campaigns of [350, 700]) {
      expect(forecast({ ...many, campaigns }).expected.polling).toBe((400 + 1_000 * 3) * 24 * 30);
    }
  });

  it('looks nobody up again where nobody is enrolled, and reads field lists once an hour at most', () => {
    expect(forecast({ ...month, contactsPerCampaign: 0 }).expected).toMatchObject({ refresh: 0, describes: 0 });
    expect(forecast({ ...month, contactsPerCampaign: 1_000_000 }).expected).toMatchObject({
      refresh: 720 * 200,
      describes: 3 * 2 * 720,
    });
  });

  it('says in words what is wrong with a plan', () => {
    const parsed = plannedUse.safeParse({ campaigns: 0, contactsPerCampaign: 1.5, emailsPerContact: 'many' });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
      'the number of campaigns must be at least 1',
      'the number of contacts of a campaign must be a whole number',
      'the number of emails to a contact must be a number',
    ]);
  });
});

describe('fitsBudget', () => {
  const budget = { cap: 12_000, orgLimit: 15_000, reserve: 1_500, usedByUs: 0 };

  it('says how a plan fits the connection’s calls a day', () => {
    const few = fitsBudget(forecast(month).expected.total, 30, budget);
    expect(few).toMatchObject({ fits: true, callsADay: 221, mayUse: 12_000 });
    const many = fitsBudget(900_000, 30, { ...budget, usedByUs: 2_000 });
    expect(many).toMatchObject({ fits: false, callsADay: 30_000 });
    expect(many.verdict).toContain('10000');
  });

  it('takes the org’s limit less the reserve where that is lower', () => {
    expect(fitsBudget(1, 30, { ...budget, cap: 100_000 }).mayUse).toBe(13_500);
  });
});
