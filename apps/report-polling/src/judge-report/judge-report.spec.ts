import type { ReportColumn, ReportDescribe } from '@ce/salesforce';
import { describe, expect, it } from 'vitest';
import { judgeReport } from './judge-report.js';

const id = (entity: string): ReportColumn => ({
  label: `${entity} ID`,
  dataType: 'id',
  entityColumnName: `${entity}.Id`,
});
const name = (entity: string): ReportColumn => ({
  label: 'Name',
  dataType: 'string',
  entityColumnName: `${entity}.Name`,
  isLookup: true,
});
const text: ReportColumn = { label: 'Status', dataType: 'picklist', entityColumnName: 'Lead.Status', isLookup: false };

function aDescribe(
  type: string,
  own: Record<string, ReportColumn>,
  more: { offered?: Record<string, ReportColumn>; format?: string; objects?: string[] } = {},
): ReportDescribe {
  return {
    attributes: { reportId: '00O000000000001AAA', reportName: 'A report' },
    reportMetadata: {
      reportFormat: more.format ?? 'TABULAR',
      reportType: { type, label: 'Some type' },
      detailColumns: Object.keys(own),
      reportFilters: [],
    },
    reportExtendedMetadata: { detailColumnInfo: own },
    reportTypeMetadata: {
      categories: [{ label: 'All', columns: more.offered ?? own }],
      ...(more.objects === undefined ? {} : { objects: more.objects.map((apiName) => ({ apiName })) }),
    },
  };
}

describe('judgeReport', () => {
  it.each([
    ['Leads', aDescribe('LeadList', { LEAD_ID: id('Lead') })],
    ['Contacts & Accounts', aDescribe('ContactList', { LAST_NAME: name('Contact'), 'ACCOUNT.NAME': name('Account') })],
    ['Campaigns with Leads', aDescribe('CampaignLead', { LAST_NAME: name('Lead') })],
    ['Campaigns with Contacts', aDescribe('CampaignContact', { LAST_NAME: name('Contact') })],
    ['Campaign members', aDescribe('CampaignWithCampaignMembers', { LAST_NAME: name('Contact'), LEAD_ID: id('Lead') })],
    ['Leads & Opportunities', aDescribe('L__c', { 'Lead.Name': name('Lead') }, { objects: ['Lead', 'Opportunity'] })],
    [
      'Contacts & Opportunities, classic spelling',
      aDescribe('C__c', { Contact$Name: { label: 'Name', dataType: 'string' } }),
    ],
  ])('takes %s', (_, described) => {
    expect(judgeReport(described)).toMatchObject({ kind: 'readable' });
  });

  it.each([
    ['a joined report', 'joined-report', aDescribe('LeadList', { LEAD_ID: id('Lead') }, { format: 'MULTI_BLOCK' })],
    ['accounts', 'unsupported-report-type', aDescribe('AccountList', { 'ACCOUNT.NAME': name('Account') })],
    [
      'a custom object',
      'unsupported-report-type',
      aDescribe('CustomEntity$Visit__c', { 'Visit__c.Name': name('Visit__c') }),
    ],
    [
      'a custom type that joins a custom object',
      'unsupported-report-type',
      aDescribe('L__c', { 'Lead.Name': name('Lead') }, { objects: ['Lead', 'Visit__c'] }),
    ],
    [
      'a custom type without people',
      'unsupported-report-type',
      aDescribe('O__c', { 'Opportunity.Name': name('Opportunity') }),
    ],
    ['a report that names nobody', 'no-record-id', aDescribe('LeadList', { STATUS: text })],
  ])('refuses %s, saying what is wrong and what to do', (_, code, described) => {
    const verdict = judgeReport(described);
    expect(verdict).toMatchObject({ kind: 'refused', code });
    expect(
      verdict.kind === 'refused' && [verdict.reason, verdict.fix].every((words) => /^[A-Z].*\.$/.test(words)),
    ).toBe(true);
  });

  it('prefers the native id, then a name that is a lookup, then the id beside a cell', () => {
    const editable: ReportColumn = {
      label: 'Title',
      dataType: 'string',
      isLookup: false,
      fieldInfo: { entityName: 'Lead', fieldName: 'Title' },
    };
    const described = aDescribe('LeadList', { TITLE: editable, LAST_NAME: name('Lead'), LEAD_ID: id('Lead') });
    expect(judgeReport(described)).toMatchObject({
      places: [
        { objectType: 'Lead', by: 'id-column', column: 'LEAD_ID' },
        { objectType: 'Lead', by: 'name-column', column: 'LAST_NAME' },
        { objectType: 'Lead', by: 'record-id' },
      ],
    });
  });

  it('knows the names of old describes, which give label and type only', () => {
    const plain = { label: 'x', dataType: 'string' };
    const described = aDescribe('ContactList', {
      FIRST_NAME: plain,
      EMAIL: plain,
      CONTACT_ID: { label: 'x', dataType: 'id' },
    });
    expect(judgeReport(described)).toMatchObject({
      places: [{ column: 'CONTACT_ID' }, { column: 'FIRST_NAME' }],
      inParts: { key: 'CONTACT_ID', columns: ['CONTACT_ID'] },
    });
  });

  it('reads in parts by an id column that only the type offers', () => {
    const described = aDescribe('LeadList', { STATUS: text }, { offered: { STATUS: text, LEAD_ID: id('Lead') } });
    expect(judgeReport(described)).toMatchObject({ places: [], inParts: { key: 'LEAD_ID', columns: ['LEAD_ID'] } });
  });

  it('reads members in parts by the membership, whose id is never blank', () => {
    const offered = { MEMBER_ID: id('CampaignMember'), LEAD_ID: id('Lead'), CONTACT_ID: id('Contact') };
    const described = aDescribe('CampaignWithCampaignMembers', { LAST_NAME: name('Lead') }, { offered });
    expect(judgeReport(described)).toMatchObject({
      inParts: { key: 'MEMBER_ID', columns: ['MEMBER_ID', 'LEAD_ID', 'CONTACT_ID'] },
    });
  });

  it('never takes a lookup to another record for the row’s own id', () => {
    const manager: ReportColumn = {
      label: 'Reports To',
      dataType: 'string',
      entityColumnName: 'Contact.ReportsTo',
      isLookup: true,
    };
    expect(judgeReport(aDescribe('ContactList', { 'CONTACT.REPORTS_TO': manager }))).toMatchObject({
      code: 'no-record-id',
    });
  });
});
