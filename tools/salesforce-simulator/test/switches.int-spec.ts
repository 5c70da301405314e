import { afterEach, describe, expect, it } from 'vitest';
import type { OrgDescriptionInput } from '../src/index.js';
import { switches, type Switches } from '../src/org/describe-switches.js';
import { toId18 } from '../src/org/record-id.js';
import { type RunningOrg, runOrg } from './data-api/running-org.js';
import { minute, SteppedClock } from './serve-org.js';

let org: RunningOrg;
afterEach(() => org.simulator.stop());

const ids = {
  lead: '00Q5g000LeadOneEIE',
  converted: '00Q5g000ConvertEIA',
  deleted: '00Q5g000DeletedEIA',
  account: '0015g000AccountAIA',
  report: toId18('00O5g0000Report'),
};
const person = { email: 'x@example.com', lastName: 'X', profile: 'minimum' as const };
const reading = { read: true, viewAll: true };

const description = (position: Partial<Switches>): OrgDescriptionInput => ({
  users: [
    { username: 'admin@example.com', email: 'admin@example.com', lastName: 'Admin' },
    {
      ...person,
      username: 'reader@example.com',
      permissions: { ApiEnabled: true, RunReports: true, ViewPublicReports: true },
      objects: { Lead: reading },
      fields: { 'Lead.Title': 'none' },
    },
    { ...person, username: 'nobody@example.com' },
  ],
  fixedTokens: { reader: 'reader@example.com', nobody: 'nobody@example.com' },
  customFields: { Lead: [{ name: 'Ext__c', type: 'string', externalId: true }] },
  duplicateRules: [{ name: 'Rule', object: 'Contact', matchOn: ['Email'], action: 'block' }],
  records: {
    Account: [{ Id: ids.account, Name: 'A' }],
    Contact: [{ LastName: 'C', Email: 'c@example.com' }],
    Lead: [
      { Id: ids.lead, LastName: 'L', Company: 'C', Title: 'T', Ext__c: 'one' },
      { Id: ids.converted, LastName: 'L', Company: 'C', IsConverted: true },
      { Id: ids.deleted, LastName: 'L', Company: 'C', IsDeleted: true },
      ...Array.from({ length: 250 }, (_, index) => ({ LastName: `L${index}`, Company: 'C' })),
    ],
  },
  reports: [
    { id: ids.report, name: 'Leads', reportType: 'LeadList', detailColumns: ['LEAD_ID', 'LAST_NAME', 'TITLE'] },
    { name: 'Joined', reportType: 'LeadList', format: 'MULTI_BLOCK', detailColumns: ['LAST_NAME'] },
  ],
  switches: position,
});

const codeOf = (body: unknown): unknown =>
  Array.isArray(body) ? (body as { errorCode?: string }[])[0]?.errorCode : undefined;
const as = (token: string) => ({ Authorization: `Bearer ${token}` });
const collection = (method: string, records: object[]) =>
  org.ask(method, 'composite/sobjects', {
    records: records.map((record) => ({ attributes: { type: 'Lead' }, ...record })),
  });
const firstError = (body: unknown): unknown =>
  (body as { errors?: { statusCode: string }[] }[]).map(({ errors }) => errors?.[0]?.statusCode ?? null);

interface Ran {
  factMap: Record<string, { rows?: { dataCells: Record<string, unknown>[] }[] }>;
  reportMetadata: { detailColumns: string[] };
  reportExtendedMetadata: { detailColumnInfo: Record<string, object> };
}
const report = (path: string, metadata?: object, token = 'token') =>
  metadata === undefined
    ? org.ask('GET', `analytics/reports/${ids.report}${path}`, undefined, as(token))
    : org.ask('POST', `analytics/reports/${ids.report}${path}`, { reportMetadata: metadata }, as(token));
const ran = async (path = '?includeDetails=true', token = 'token') =>
  (await report(path, undefined, token)).body as Ran;
const cell = async (column: number) => (await ran()).factMap['T!T']?.rows?.[0]?.dataCells[column] ?? {};

const clock = new SteppedClock();

/** What each position of a switch makes of one call. A switch without an entry does not compile, nor pass below. */
const positions: { [Name in keyof Switches]: { ask: () => Promise<unknown>; answers: [Switches[Name], unknown][] } } = {
  reportIdComparison: {
    ask: async () =>
      (await report('', { reportFilters: [{ column: 'LEAD_ID', operator: 'greaterThan', value: ids.lead }] })).status,
    answers: [
      ['accept', 200],
      ['refuse', 400],
    ],
  },
  reportExtraColumns: {
    ask: async () => (await report('', { reportFilters: [], detailColumns: ['EMAIL'] })).status,
    answers: [
      ['accept', 200],
      ['refuse', 400],
    ],
  },
  reportHiddenColumn: {
    ask: async () => (await report('', undefined, 'reader')).status,
    answers: [
      ['drop', 200],
      ['refuse', 403],
    ],
  },
  reportIdColumns: {
    ask: async () => (await report('')).status,
    answers: [
      ['offered', 200],
      ['absent', 400],
    ],
  },
  reportCellRecordId: {
    ask: async () => 'recordId' in (await cell(1)),
    answers: [
      [true, true],
      [false, false],
    ],
  },
  reportNameCellValue: {
    ask: async () => (await cell(1))['value'],
    answers: [
      ['id', ids.lead],
      ['text', 'L'],
    ],
  },
  insufficientAccessStatus: {
    ask: async () => {
      const { status, body } = await org.ask('DELETE', `sobjects/Lead/${ids.lead}`, undefined, as('reader'));
      return [status, codeOf(body)];
    },
    answers: [
      [400, [400, 'INSUFFICIENT_ACCESS_OR_READONLY']],
      [403, [403, 'INSUFFICIENT_ACCESS_OR_READONLY']],
    ],
  },
  entityIsDeletedStatus: {
    ask: async () => {
      const { status, body } = await org.ask('PATCH', `sobjects/Lead/${ids.deleted}`, { Title: 'T' });
      return [status, codeOf(body)];
    },
    answers: [
      [404, [404, 'ENTITY_IS_DELETED']],
      [400, [400, 'ENTITY_IS_DELETED']],
    ],
  },
  queryLocatorStatus: {
    ask: async () => (await org.ask('GET', 'query/01g5g0000000009AAA-2000')).status,
    answers: [
      [404, 404],
      [400, 400],
    ],
  },
  upsertUpdatedStatus: {
    ask: async () => (await org.ask('PATCH', 'sobjects/Lead/Ext__c/one', { Title: 'T' })).status,
    answers: [
      [200, 200],
      [204, 204],
    ],
  },
  repeatedIdCode: {
    ask: async () => firstError((await collection('PATCH', [{ id: ids.lead }, { id: ids.lead }])).body),
    answers: [
      ['DUPLICATE_VALUE', [null, 'DUPLICATE_VALUE']],
      ['INVALID_ID_FIELD', [null, 'INVALID_ID_FIELD']],
    ],
  },
  unknownFieldInCollection: {
    ask: async () => {
      const { status } = await collection('POST', [{ LastName: 'New', Company: 'C' }, { Nope__c: 1 }]);
      return [status, org.simulator.org.records.count('Lead')];
    },
    answers: [
      ['row', [200, 254]],
      ['request', [400, 253]],
    ],
  },
  failedRowId: {
    ask: async () => (await collection('POST', [{ LastName: 'L' }])).body,
    answers: [
      ['absent', [expect.not.objectContaining({ id: null })]],
      ['null', [expect.objectContaining({ id: null, success: false })]],
    ],
  },
  duplicateResultKey: {
    ask: async () => {
      const { body } = await org.ask('POST', 'sobjects/Contact', { LastName: 'D', Email: 'c@example.com' });
      return Object.keys((body as object[])[0] ?? {});
    },
    answers: [
      ['duplicateResut', expect.arrayContaining(['duplicateResut'])],
      ['duplicateResult', expect.arrayContaining(['duplicateResult'])],
    ],
  },
  taskOnLeadWithWhat: {
    ask: async () => (await org.ask('POST', 'sobjects/Task', { WhoId: ids.lead, WhatId: ids.account })).status,
    answers: [
      ['refuse', 400],
      ['accept', 201],
    ],
  },
  convertedReferenceCode: {
    ask: async () => codeOf((await org.ask('POST', 'sobjects/Task', { WhoId: ids.converted })).body),
    answers: [
      ['CANNOT_UPDATE_CONVERTED_LEAD', 'CANNOT_UPDATE_CONVERTED_LEAD'],
      ['INVALID_CROSS_REFERENCE_KEY', 'INVALID_CROSS_REFERENCE_KEY'],
    ],
  },
  userWithoutApiCode: {
    ask: async () => {
      const { status, body } = await org.ask('GET', 'sobjects', undefined, as('nobody'));
      return [status, codeOf(body)];
    },
    answers: [
      ['API_CURRENTLY_DISABLED', [403, 'API_CURRENTLY_DISABLED']],
      ['API_DISABLED_FOR_ORG', [403, 'API_DISABLED_FOR_ORG']],
    ],
  },
  queryCursorLifetime: {
    ask: async () => {
      const soql = 'query?q=SELECT+Id+FROM+Lead';
      const { body } = await org.ask('GET', soql, undefined, { 'Sforce-Query-Options': 'batchSize=200' });
      clock.step(20 * minute);
      return (await org.ask('GET', (body as { nextRecordsUrl: string }).nextRecordsUrl)).status;
    },
    answers: [
      ['two-days', 200],
      ['fifteen-minutes', 404],
    ],
  },
  reportEmptyPost: {
    ask: async () => (await org.ask('POST', `analytics/reports/${ids.report}/instances`)).status,
    answers: [
      ['accept', 200],
      ['refuse', 415],
    ],
  },
  reportRowsWithoutDetails: {
    ask: async () => (await ran('')).factMap['T!T']?.rows,
    answers: [
      ['absent', undefined],
      ['empty', []],
    ],
  },
  reportRowLimitFlag: {
    ask: async () => 'hasExceededTabularRowLimit' in (await ran()),
    answers: [
      ['absent', false],
      ['present', true],
    ],
  },
  reportColumnFacts: {
    ask: async () => Object.keys((await ran()).reportExtendedMetadata.detailColumnInfo['LAST_NAME'] ?? {}),
    answers: [
      ['all', expect.arrayContaining(['label', 'dataType', 'entityColumnName', 'isLookup'])],
      ['label-and-type', ['label', 'dataType']],
    ],
  },
  joinedReportFormat: {
    ask: async () => (await org.query("SELECT Format FROM Report WHERE Name = 'Joined'")).body,
    answers: [
      ['Multiblock', expect.objectContaining({ records: [expect.objectContaining({ Format: 'Multiblock' })] })],
      ['MultiBlock', expect.objectContaining({ records: [expect.objectContaining({ Format: 'MultiBlock' })] })],
    ],
  },
};

/** Every value that a switch of the schema can take. */
function valuesOf(name: keyof Switches): unknown[] {
  const inner = switches.shape[name].unwrap();
  if (inner.type === 'enum') return inner.options;
  return inner.type === 'union' ? inner.options.map(({ value }) => value) : [true, false];
}

describe('switches', () => {
  const all = Object.keys(switches.shape) as (keyof Switches)[];
  const cases = all.flatMap((name) => valuesOf(name).map((position): [keyof Switches, unknown] => [name, position]));

  it.each(cases)('%s: %j', async (name, position) => {
    org = await runOrg(description({ [name]: position }), { clock });
    const { ask, answers } = positions[name];
    const answer = (answers as [unknown, unknown][]).find(([of]) => of === position);
    expect(answer, `what ${name} does as ${String(position)}`).toBeDefined();
    expect(await ask()).toEqual(answer?.[1]);
  });

  it('are all held here', async () => {
    org = await runOrg();
    expect(Object.keys(positions).sort()).toEqual([...all].sort());
    for (const name of all) expect(positions[name].answers.length, name).toBe(valuesOf(name).length);
  });
});
