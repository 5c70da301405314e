import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Polling, startPolling } from './polling.js';

const campaign = { id: '701000000000001AAA' };
const member = (key: string, id: string) => ({ CampaignId: campaign.id, [key]: id });

const org: Parameters<typeof startPolling>[0] = {
  records: {
    Lead: [
      { Id: '00Q000000000001EAA', FirstName: 'Ann', LastName: 'Abel', Company: 'Acme', Rating: 'Hot' },
      { Id: '00Q000000000002EAA', FirstName: 'Ben', LastName: 'Brown', Company: 'Bolt', Rating: 'Warm' },
      { Id: '00Q000000000003EAA', FirstName: 'Cy', LastName: 'Clark', Company: 'Core', Rating: 'Hot' },
    ],
    Account: [{ Id: '001000000000001AAA', Name: 'Acme' }],
    Contact: [
      { Id: '003000000000001AAA', FirstName: 'Dee', LastName: 'Dunn', AccountId: '001000000000001AAA' },
      { Id: '003000000000002AAA', FirstName: 'Eve', LastName: 'Ende' },
    ],
    Campaign: [{ Id: campaign.id, Name: 'Fair' }],
    CampaignMember: [member('LeadId', '00Q000000000001EAA'), member('ContactId', '003000000000002AAA')],
    Opportunity: [
      {
        Id: '006000000000001AAA',
        Name: 'Big',
        StageName: 'Prospecting',
        CloseDate: '2026-12-01',
        AccountId: '001000000000001AAA',
      },
      {
        Id: '006000000000002AAA',
        Name: 'Small',
        StageName: 'Prospecting',
        CloseDate: '2026-12-01',
        AccountId: '001000000000001AAA',
      },
    ],
    OpportunityContactRole: [
      { ContactId: '003000000000001AAA', OpportunityId: '006000000000001AAA' },
      { ContactId: '003000000000001AAA', OpportunityId: '006000000000002AAA' },
    ],
  },
  reports: [
    { name: 'tabular', reportType: 'LeadList', detailColumns: ['LEAD_ID', 'EMAIL'] },
    { name: 'names only', reportType: 'LeadList', detailColumns: ['FIRST_NAME', 'EMAIL'] },
    { name: 'no id shown', reportType: 'LeadList', detailColumns: ['STATUS', 'CREATED_DATE'] },
    {
      name: 'summary',
      reportType: 'LeadList',
      format: 'SUMMARY',
      detailColumns: ['LAST_NAME'],
      groupingsDown: [{ name: 'RATING' }],
    },
    {
      name: 'matrix',
      reportType: 'LeadList',
      format: 'MATRIX',
      detailColumns: ['LAST_NAME'],
      groupingsDown: [{ name: 'RATING' }],
      groupingsAcross: [{ name: 'STATUS' }],
    },
    {
      name: 'filtered',
      reportType: 'LeadList',
      detailColumns: ['LAST_NAME'],
      filters: [
        { column: 'RATING', operator: 'equals', value: 'Warm' },
        { column: 'COMPANY', operator: 'equals', value: 'Core' },
      ],
      booleanFilter: '1 OR 2',
    },
    { name: 'contacts', reportType: 'ContactList', detailColumns: ['FIRST_NAME', 'ACCOUNT.NAME'] },
    { name: 'campaign leads', reportType: 'CampaignLead', detailColumns: ['CAMPAIGN_NAME', 'LAST_NAME'] },
    { name: 'campaign contacts', reportType: 'CampaignContact', detailColumns: ['CAMPAIGN_NAME', 'LAST_NAME'] },
    { name: 'members', reportType: 'CampaignWithCampaignMembers', detailColumns: ['MEMBER_STATUS', 'LAST_NAME'] },
    {
      name: 'lead opportunities',
      reportType: 'Leads_Opportunities__c',
      detailColumns: ['Lead.Name', 'Opportunity.Name'],
    },
    {
      name: 'contact opportunities',
      reportType: 'Contacts_Opportunities__c',
      detailColumns: ['Contact.Email', 'Contact.Id', 'Opportunity.Name'],
    },
    {
      name: 'empty',
      reportType: 'LeadList',
      detailColumns: ['LAST_NAME'],
      filters: [{ column: 'COMPANY', operator: 'equals', value: 'Nobody' }],
    },
  ],
};

let polling: Polling;
beforeAll(async () => {
  polling = await startPolling(org);
});
afterAll(() => polling.stop());

/** Attaches the report and waits for its first complete read. */
async function readWhole(name: string) {
  const id = name.replaceAll(' ', '-');
  const http = await polling.as('w1', 'admin');
  const attached = await http.put(`/enrollment-sources/${id}`, {
    campaignId: 'k1',
    reportId: polling.reportId(name),
    autoImport: false,
  });
  expect(attached.body).toMatchObject({ problem: null });
  const source = await eventually(async () => {
    const { body } = (await http.get(`/enrollment-sources/${id}`)) as {
      body: { state: string; calls: { total: number } };
    };
    expect(body.state).toBe('read');
    return body;
  });
  const { body } = (await http.get(`/enrollment-sources/${id}/rows`)) as { body: { rows: { recordId: string }[] } };
  return { source, ids: body.rows.map((row) => row.recordId) };
}

const [ann, ben, cy] = ['00Q000000000001EAA', '00Q000000000002EAA', '00Q000000000003EAA'];
const [dee, eve] = ['003000000000001AAA', '003000000000002AAA'];

describe('a report of up to 2,000 rows', () => {
  it.each([
    ['tabular', [ann, ben, cy], 1],
    ['names only', [ann, ben, cy], 1],
    ['summary', [ann, ben, cy], 1],
    ['matrix', [ann, ben, cy], 1],
    ['filtered', [ben, cy], 1],
    ['contacts', [dee, eve], 1],
    ['campaign leads', [ann], 1],
    ['campaign contacts', [eve], 1],
    ['members', [ann, eve], 1],
    ['lead opportunities', [ann, ben, cy], 1],
    ['contact opportunities', [dee, eve], 1],
    ['empty', [], 1],
  ])('%s is read in one call', async (name, ids, calls) => {
    const read = await readWhole(name);
    expect(read.ids.sort()).toEqual([...ids].sort());
    expect(read.source.calls.total).toBe(calls);
  });

  it('that shows no id is read by an id column of its type', async () => {
    polling.simulator.journal.clear();
    expect((await readWhole('no id shown')).ids).toEqual([ann, ben, cy]);
  });
});
