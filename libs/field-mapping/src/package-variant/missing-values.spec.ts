import { describe, expect, it } from 'vitest';
import { changing, leadDescribe, picklist } from '../testing/index.js';
import { missingValues } from './missing-values.js';

const lead = leadDescribe('legacy');
const campaignStatus = 'sw01_campaign_status__c';

describe('missingValues', () => {
  it('finds none in a fresh installation, and none where there is no package', () => {
    expect(missingValues('legacy', lead)).toEqual([]);
    expect(missingValues('none', leadDescribe('none'))).toEqual([]);
  });

  it('names what an administrator took out, spelling apart', () => {
    const values = picklist('Draft', 'Scheduled', 'Running', 'Paused', 'Ended');
    expect(missingValues('legacy', changing(lead, campaignStatus, { picklistValues: values }))).toEqual([
      { field: campaignStatus, values: ['canceled'] },
    ]);
  });

  it('has nothing to say about a picklist that takes any value', () => {
    const open = changing(lead, campaignStatus, { picklistValues: [], restrictedPicklist: false });
    expect(missingValues('legacy', open)).toEqual([]);
  });
});
