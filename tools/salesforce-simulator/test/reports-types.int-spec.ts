import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, analytics, cells, fixedTokens, idOf, labels, runNamed } from './report-client.js';
import type { ServedOrg } from './serve-org.js';
import { serveOrg } from './serve-org.js';

const ids = {
  account: '0015g00000AAAAAAA5',
  lead: '00Q5g00000AAAAAEA5',
  other: '00Q5g00000BBBBBEA5',
  contact: '0035g00000AAAAAAA5',
  campaign: '7015g00000AAAAAAA5',
  opportunity: '0065g00000AAAAAAA5',
};

let served: ServedOrg;
beforeAll(async () => {
  served = await serveOrg({
    users: [admin],
    fixedTokens,
    customFields: { Contact: [{ name: 'Score__c', label: 'Score', type: 'double' }] },
    customReportTypes: [{ name: 'Contacts_Only__c', label: 'Contacts only', baseObject: 'Contact' }],
    records: {
      Account: [{ Id: ids.account, Name: 'Acme' }],
      Lead: [
        { Id: ids.lead, FirstName: 'Lea', LastName: 'Lead', Company: 'L', ConvertedOpportunityId: ids.opportunity },
        { Id: ids.other, FirstName: 'Otto', LastName: 'Other', Company: 'O' },
      ],
      Contact: [{ Id: ids.contact, FirstName: 'Con', LastName: 'Tact', AccountId: ids.account, Score__c: 7 }],
      Opportunity: [
        {
          Id: ids.opportunity,
          Name: 'Deal',
          StageName: 'Prospecting',
          CloseDate: '2026-12-01',
          AccountId: ids.account,
        },
      ],
      OpportunityContactRole: [{ OpportunityId: ids.opportunity, ContactId: ids.contact, Role: 'Decision Maker' }],
      Campaign: [{ Id: ids.campaign, Name: 'Spring' }, { Name: 'Empty' }],
      CampaignMember: [
        { CampaignId: ids.campaign, LeadId: ids.lead, Status: 'Sent' },
        { CampaignId: ids.campaign, ContactId: ids.contact, Status: 'Responded' },
      ],
    },
    reports: [
      { name: 'LeadList', reportType: 'LeadList', detailColumns: ['LEAD_ID', 'FIRST_NAME', 'OWNER'] },
      {
        name: 'ContactList',
        reportType: 'ContactList',
        detailColumns: ['CONTACT_ID', 'FIRST_NAME', 'ACCOUNT.NAME', 'Contact.Score__c'],
      },
      {
        name: 'CampaignLead',
        reportType: 'CampaignLead',
        detailColumns: ['CAMPAIGN_NAME', 'LEAD_ID', 'FIRST_NAME', 'MEMBER_STATUS'],
      },
      {
        name: 'CampaignContact',
        reportType: 'CampaignContact',
        detailColumns: ['CAMPAIGN_NAME', 'CONTACT_ID', 'FIRST_NAME'],
      },
      {
        name: 'Members',
        reportType: 'CampaignWithCampaignMembers',
        detailColumns: ['MEMBER_ID', 'LEAD_ID', 'CONTACT_ID', 'FIRST_NAME'],
      },
      {
        name: 'LeadsOpps',
        reportType: 'Leads_Opportunities__c',
        detailColumns: ['Lead.Id', 'Lead.FirstName', 'Lead.Owner', 'Opportunity.Name'],
      },
      {
        name: 'ContactsOpps',
        reportType: 'Contacts_Opportunities__c',
        detailColumns: ['Contact.Id', 'Contact$FirstName', 'Opportunity.Name', 'OpportunityContactRole.Role'],
      },
      { name: 'Own type', reportType: 'Contacts_Only__c', detailColumns: ['Contact.Id', 'Contact.Account'] },
      { name: 'AccountList', reportType: 'AccountList', detailColumns: ['ACCOUNT.NAME'] },
      { name: 'OpportunityList', reportType: 'OpportunityList', detailColumns: ['OPPORTUNITY_NAME', 'FISCAL_QUARTER'] },
    ],
  });
});
afterAll(() => served.close());

const values = async (name: string, column: string) =>
  cells(await runNamed(served, name), column).map(({ value }) => value);

describe('report types', () => {
  it.each([
    ['LeadList', 'LEAD_ID', [ids.lead, ids.other]],
    ['LeadList', 'FIRST_NAME', [ids.lead, ids.other]],
    ['ContactList', 'CONTACT_ID', [ids.contact]],
    ['ContactList', 'ACCOUNT.NAME', [ids.account]],
    ['ContactList', 'Contact.Score__c', [7]],
    ['CampaignLead', 'FIRST_NAME', [ids.lead]],
    ['CampaignLead', 'CAMPAIGN_NAME', [ids.campaign]],
    ['CampaignContact', 'CONTACT_ID', [ids.contact]],
    ['Members', 'LEAD_ID', [ids.lead, null]],
    ['Members', 'CONTACT_ID', [null, ids.contact]],
    ['Members', 'FIRST_NAME', [ids.lead, ids.contact]],
    ['LeadsOpps', 'Lead.Id', [ids.lead, ids.other]],
    ['LeadsOpps', 'Lead.FirstName', ['Lea', 'Otto']],
    ['LeadsOpps', 'Opportunity.Name', [ids.opportunity, null]],
    ['ContactsOpps', 'Contact.Id', [ids.contact]],
    ['ContactsOpps', 'Contact$FirstName', ['Con']],
    ['ContactsOpps', 'OpportunityContactRole.Role', ['Decision Maker']],
    ['Own type', 'Contact.Account', [ids.account]],
    ['AccountList', 'ACCOUNT.NAME', [ids.account]],
    ['OpportunityList', 'FISCAL_QUARTER', ['Q4-2026']],
  ])('%s has %s', async (name, column, expected) => {
    expect(await values(name, column)).toEqual(expected);
  });

  it('show names as labels', async () => {
    expect(labels(await runNamed(served, 'LeadsOpps'), 'Lead.Owner')).toEqual(['Amy Admin', 'Amy Admin']);
    expect(labels(await runNamed(served, 'CampaignLead'), 'CAMPAIGN_NAME')).toEqual(['Spring']);
  });
});

interface Described {
  readonly reportMetadata: Record<string, unknown>;
  readonly reportExtendedMetadata: { readonly detailColumnInfo: Record<string, Record<string, unknown>> };
  readonly reportTypeMetadata: {
    readonly categories: readonly { label: string; columns: Record<string, Record<string, unknown>> }[];
    readonly objects: unknown[];
  };
}

describe('describe', () => {
  it('lists the own columns of the report and every column of its type', async () => {
    const { body } = await analytics<Described>(served, 'GET', `/reports/${idOf(served, 'ContactList')}/describe`);
    expect(Object.keys(body.reportExtendedMetadata.detailColumnInfo)).toEqual([
      'CONTACT_ID',
      'FIRST_NAME',
      'ACCOUNT.NAME',
      'Contact.Score__c',
    ]);
    expect(body.reportExtendedMetadata.detailColumnInfo).toMatchObject({
      CONTACT_ID: { dataType: 'id', entityColumnName: 'Contact.Id', fullyQualifiedName: 'Contact.Id' },
      'ACCOUNT.NAME': {
        isLookup: true,
        fieldInfo: { entityName: 'Account', fieldName: 'Name', lookupEntityName: 'Account' },
      },
    });
    const all = Object.assign({}, ...body.reportTypeMetadata.categories.map(({ columns }) => columns)) as Record<
      string,
      unknown
    >;
    expect(all).toMatchObject({
      EMAIL: { label: 'Email', dataType: 'email', isCustom: false, maxLength: 80 },
      'Contact.Score__c': { isCustom: true },
    });
    expect(body.reportTypeMetadata.objects).toEqual([
      { apiName: 'Contact', joinType: 'ROOT', label: 'Contact' },
      { apiName: 'Account', joinType: 'OUTER', label: 'Account' },
    ]);
  });

  it('has every documented property of reportMetadata', async () => {
    const { body } = await analytics<Described>(served, 'GET', `/reports/${idOf(served, 'LeadList')}/describe`);
    const documented =
      'aggregates buckets chart crossFilters currency customDetailFormula customSummaryFormula dashboardSetting description ' +
      'detailColumns developerName division folderId groupingsAcross groupingsDown hasDetailRows hasRecordCount ' +
      'historicalSnapshotDates id name presentationOptions reportBooleanFilter reportFilters reportFormat reportType scope ' +
      'showGrandTotal showSubtotals sortBy standardDateFilter standardFilters supportsRoleHierarchy userOrHierarchyFilterId';
    expect(Object.keys(body.reportMetadata)).toEqual(expect.arrayContaining(documented.split(' ')));
  });
});

describe('lists', () => {
  it('of recently viewed reports begin with the latest', async () => {
    for (const name of ['LeadList', 'Own type', 'AccountList'])
      await analytics(served, 'GET', `/reports/${idOf(served, name)}/describe`);
    const { body } = await analytics<Record<string, string>[]>(served, 'GET', '/reports');
    const id = idOf(served, 'AccountList');
    const url = `/services/data/v62.0/analytics/reports/${id}`;
    expect(body[0]).toEqual({
      id,
      name: 'AccountList',
      url,
      describeUrl: `${url}/describe`,
      instancesUrl: `${url}/instances`,
    });
    expect(body.slice(0, 3).map(({ name }) => name)).toEqual(['AccountList', 'Own type', 'LeadList']);
  });

  it('of report types, and each of them', async () => {
    const { body } = await analytics<{ reportTypes: { type: string }[] }[]>(served, 'GET', '/reportTypes');
    const types = body.flatMap(({ reportTypes }) => reportTypes.map(({ type }) => type));
    expect(types).toEqual(
      expect.arrayContaining(['LeadList', 'CampaignWithCampaignMembers', 'Leads_Opportunities__c', 'Contacts_Only__c']),
    );
    for (const type of types) {
      const { status, body: shown } = await analytics<Described>(served, 'GET', `/reportTypes/${type}`);
      expect([type, status]).toEqual([type, 200]);
      expect(shown.reportTypeMetadata.categories.length).toBeGreaterThan(0);
    }
  });

  it('of filter operators by data type', async () => {
    const { body } = await analytics<Record<string, { name: string }[]>>(served, 'GET', '/filteroperators');
    expect(body['id']?.map(({ name }) => name)).toEqual(['equals', 'notEqual', 'startsWith']);
    expect(body['string']).toHaveLength(9);
  });
});
