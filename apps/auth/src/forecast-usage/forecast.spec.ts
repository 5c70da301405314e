import { describe, expect, it } from 'vitest';
import { forecast } from './forecast.js';

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
    expect(storage.expected.storageMegabytes).toBe(24);
  });

  it('expects fewer calls: under 5,000 for that month, and less for a shared report', () => {
    const { expected } = forecast(month);
    expect(expected.total).toBeLessThan(5_000);
    expect(forecast({ ...month, reports: 1 }).expected.polling).toBe(expected.polling / 2);
  });
});
