import { expect, it } from 'vitest';
import { compareRecord } from './compare-records.js';

const campaign = { name: 'Spring', status: 'ended', creator: 'Maya', url: 'https://ce.example.com/1' };
const sound = {
  Id: '00Q1',
  OwnerId: '0051',
  Do_Not_Contact__c: false,
  sixsense_ce__status__c: 'qualified',
  sixsense_ce__last_synced_at__c: '2026-01-01T00:00:00.000+0000',
  sixsense_ce__campaign_name__c: 'Spring',
  sixsense_ce__campaign_status__c: 'ended',
  sixsense_ce__campaign_creator__c: 'Maya',
  sixsense_ce__campaign_url__c: 'https://ce.example.com/1',
};
const expected = { status: 'qualified', doNotContact: false, ownerId: '0051' };

it('has nothing to say of a record as expected', () => {
  expect(compareRecord(sound, expected, campaign)).toEqual([]);
});

it('names every field that differs', () => {
  const wrong = {
    ...sound,
    OwnerId: '0052',
    Do_Not_Contact__c: true,
    sixsense_ce__status__c: null,
    sixsense_ce__last_synced_at__c: null,
  };
  expect(compareRecord(wrong, expected, campaign)).toHaveLength(4);
  expect(compareRecord({ ...sound, sixsense_ce__campaign_status__c: 'running' }, expected, campaign)[0]).toContain(
    'should be ended',
  );
});
