import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, analytics, cells, fixedTokens, idOf, labels, message, runNamed } from './report-client.js';
import type { Answered, RunBody } from './report-client.js';
import type { ServedOrg } from './serve-org.js';
import { serveOrg } from './serve-org.js';

const people: Record<string, string | number | null>[] = [
  {
    FirstName: 'Ann',
    LastName: 'Abel',
    Company: 'Acme',
    Email: 'ann@example.com',
    Rating: 'Hot',
    NumberOfEmployees: 10,
    CreatedDate: '2026-09-01T08:00:00.000+0000',
  },
  {
    FirstName: 'Ben',
    LastName: 'Brown',
    Company: 'Bolt, Inc',
    Email: 'ben@example.com',
    Rating: 'Warm',
    NumberOfEmployees: 200,
    CreatedDate: '2026-09-20T08:00:00.000+0000',
  },
  {
    FirstName: 'Cy',
    LastName: 'Clark',
    Company: 'Acme East',
    Rating: 'Cold',
    NumberOfEmployees: 30,
    CreatedDate: '2026-09-29T08:00:00.000+0000',
  },
  {
    FirstName: null,
    LastName: 'Dunn',
    Company: 'Dune',
    Email: 'd@example.com',
    CreatedDate: '2026-09-30T08:00:00.000+0000',
  },
];

let served: ServedOrg;
beforeAll(async () => {
  served = await serveOrg({
    users: [admin],
    fixedTokens,
    customFields: { Lead: [{ name: 'Topics__c', type: 'multipicklist', values: ['A', 'B', 'C'] }] },
    records: {
      Lead: people.map((person, index) => ({ ...person, Topics__c: ['A;B', 'C', null, 'B'][index] ?? null })),
    },
    reports: [
      {
        name: 'Leads',
        reportType: 'LeadList',
        detailColumns: ['LEAD_ID', 'FIRST_NAME', 'LAST_NAME', 'EMAIL', 'RATING'],
      },
      {
        name: 'Filtered',
        reportType: 'LeadList',
        detailColumns: ['LAST_NAME'],
        filters: [
          { column: 'RATING', operator: 'equals', value: 'Hot,Cold' },
          { column: 'COMPANY', operator: 'startsWith', value: 'bolt' },
        ],
        booleanFilter: '1 OR 2',
      },
      {
        name: 'By rating',
        reportType: 'LeadList',
        format: 'SUMMARY',
        detailColumns: ['LAST_NAME'],
        groupingsDown: [{ name: 'RATING' }],
      },
      {
        name: 'First two',
        reportType: 'LeadList',
        detailColumns: ['LAST_NAME'],
        topRows: { rowLimit: 2, direction: 'Asc' },
      },
      { name: 'Joined', reportType: 'LeadList', format: 'MULTI_BLOCK', detailColumns: ['LAST_NAME'] },
      { name: 'Stale', reportType: 'LeadList', detailColumns: ['LAST_NAME'], obsolete: true },
    ],
  });
});
afterAll(() => served.close());

const filtered = (column: string, operator: string, value: string) =>
  runNamed(served, 'Leads', { reportFilters: [{ column, operator, value }] });
const names = (answer: Answered<RunBody>) => labels(answer, 'LAST_NAME');

describe('cells', () => {
  it('carry the record id in name and id columns, and beside editable ones', async () => {
    const answer = await runNamed(served, 'Leads');
    const [id] = [...served.org.records.all('Lead')].map((lead) => lead.Id);
    expect(answer.body.factMap['T!T']?.rows[0]?.dataCells).toEqual([
      { label: id, value: id },
      { label: 'Ann', value: id, recordId: id },
      { label: 'Abel', value: id, recordId: id },
      { label: 'ann@example.com', value: 'ann@example.com', recordId: id },
      { label: 'Hot', value: 'Hot', recordId: id },
    ]);
    expect(cells(answer, 'FIRST_NAME')[3]).toMatchObject({ label: '-', value: null });
  });
});

describe('filters', () => {
  it.each([
    ['RATING', 'equals', 'Hot,Warm', ['Abel', 'Brown']],
    ['RATING', 'notEqual', 'Hot', ['Brown', 'Clark', 'Dunn']],
    ['RATING', 'equals', '', ['Dunn']],
    ['RATING', 'notEqual', '', ['Abel', 'Brown', 'Clark']],
    ['COMPANY', 'equals', '"Bolt, Inc"', ['Brown']],
    ['COMPANY', 'contains', 'ACME', ['Abel', 'Clark']],
    ['COMPANY', 'notContain', 'acme,bolt', ['Dunn']],
    ['COMPANY', 'startsWith', 'd', ['Dunn']],
    ['EMPLOYEES', 'greaterThan', '30', ['Brown']],
    ['EMPLOYEES', 'lessOrEqual', '30', ['Abel', 'Clark']],
    ['CONVERTED', 'equals', '0', ['Abel', 'Brown', 'Clark', 'Dunn']],
    ['CONVERTED', 'equals', 'true', []],
    ['CREATED_DATE', 'equals', 'TODAY', ['Dunn']],
    ['CREATED_DATE', 'equals', 'LAST_N_DAYS:10', ['Brown', 'Clark', 'Dunn']],
    ['CREATED_DATE', 'lessThan', '2026-09-20', ['Abel']],
    ['CREATED_DATE', 'greaterOrEqual', '2026-09-20T00:00:00Z', ['Brown', 'Clark', 'Dunn']],
    ['Lead.Topics__c', 'includes', 'B', ['Abel', 'Dunn']],
    ['Lead.Topics__c', 'excludes', 'B', ['Brown', 'Clark']],
  ])('%s %s %j', async (column, operator, value, expected) => {
    expect(names(await filtered(column, operator, value))).toEqual(expected);
  });

  it('page by the native id', async () => {
    const ids = [...served.org.records.all('Lead')].map((lead) => lead.Id);
    expect(names(await filtered('LEAD_ID', 'greaterThan', ids[1] ?? ''))).toEqual(['Clark', 'Dunn']);
    expect(names(await filtered('LEAD_ID', 'equals', `${ids[0]?.slice(0, 15)},${ids[2]}`))).toEqual(['Abel', 'Clark']);
  });

  it('combine by the saved logic, which a run may replace', async () => {
    expect(names(await runNamed(served, 'Filtered'))).toEqual(['Abel', 'Brown', 'Clark']);
    const { body } = await analytics(served, 'GET', `/reports/${idOf(served, 'Filtered')}/describe`);
    const filters = body.reportMetadata['reportFilters'] as unknown[];
    const more = { column: 'EMAIL', operator: 'notEqual', value: '' };
    const overrides = {
      ...body.reportMetadata,
      reportFilters: [...filters, more],
      reportBooleanFilter: '(1 OR 2) AND 3',
    };
    expect(names(await runNamed(served, 'Filtered', overrides))).toEqual(['Abel', 'Brown']);
  });

  it('take the standard date filter', async () => {
    const standardDateFilter = {
      column: 'CREATED_DATE',
      durationValue: 'CUSTOM',
      startDate: '2026-09-02',
      endDate: '2026-09-29',
    };
    expect(names(await runNamed(served, 'Leads', { reportFilters: [], standardDateFilter }))).toEqual([
      'Brown',
      'Clark',
    ]);
  });
});

describe('overrides', () => {
  it('change columns, format and order of this run only, and never the row limit', async () => {
    const answer = await runNamed(served, 'By rating', {
      reportFormat: 'TABULAR',
      detailColumns: ['EMAIL', 'LAST_NAME'],
      aggregates: [],
      reportFilters: [],
      sortBy: [{ sortColumn: 'LAST_NAME', sortOrder: 'Desc' }],
      topRows: { rowLimit: 2, direction: 'Asc' },
    });
    expect(names(answer)).toEqual(['Dunn', 'Clark', 'Brown', 'Abel']);
    expect(answer.body.factMap['T!T']?.aggregates).toEqual([]);
    expect(answer.body.reportMetadata).toMatchObject({ reportFormat: 'TABULAR', groupingsDown: [] });
    expect(names(await runNamed(served, 'By rating'))).toHaveLength(4);
    expect(names(await runNamed(served, 'First two', { reportFilters: [], topRows: null }))).toEqual(['Abel', 'Brown']);
  });

  it('group by the order of the picklist, blanks first', async () => {
    const { body } = await runNamed(served, 'By rating');
    expect(body.groupingsDown.groupings.map(({ label }) => label)).toEqual(['-', 'Hot', 'Warm', 'Cold']);
    expect(body.factMap['1!T']?.rows).toHaveLength(1);
    expect(body.factMap['T!T']).toMatchObject({ rows: [], aggregates: [{ label: '4', value: 4 }] });
  });

  it('run without a saved report', async () => {
    const reportMetadata = {
      reportType: { type: 'LeadList' },
      reportFormat: 'TABULAR',
      detailColumns: ['LAST_NAME'],
      reportFilters: [],
    };
    const { status, body } = await analytics(served, 'POST', '/reports/query?includeDetails=true', {
      body: { reportMetadata },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ attributes: { reportId: null }, allData: true });
  });

  it('leave out rows unless details are asked for', async () => {
    const { body } = await analytics(served, 'GET', `/reports/${idOf(served, 'Leads')}`);
    expect(body.hasDetailRows).toBe(false);
    expect(body.factMap['T!T']).not.toHaveProperty('rows');
  });
});

describe('refusals', () => {
  it.each([
    [{}, 400, 'The request is invalid because there are no filters'],
    [
      { reportFilters: [], sortBy: [{ sortColumn: 'EMAIL' }, { sortColumn: 'LAST_NAME' }] },
      400,
      'A report can only be sorted by one column.',
    ],
    [
      { reportFilters: [], sortBy: [{ sortColumn: 'COMPANY' }] },
      400,
      'The sort column name must be from a selected column.',
    ],
    [
      { reportFilters: [], reportFormat: 'MATRIX', sortBy: [{ sortColumn: 'EMAIL' }] },
      400,
      'Column sorting isn’t supported for matrix reports.',
    ],
    [
      { reportFilters: [], detailColumns: [] },
      400,
      'Can’t run the report because it doesn’t have any columns selected',
    ],
    [
      { reportFilters: [], detailColumns: Array<string>(100).fill('EMAIL') },
      400,
      'Only a report with fewer than 100 columns can be run',
    ],
    [
      { reportFilters: [{ column: 'LEAD_ID', operator: 'equals', value: '00Q' }] },
      400,
      'The filter value for ID 00Q is incorrect',
    ],
    [
      { reportFilters: [{ column: 'NOPE', operator: 'equals', value: 'x' }] },
      400,
      'Specify a valid filterable column because NOPE is invalid.',
    ],
    [
      { reportFilters: [{ column: 'EMAIL', operator: 'like', value: 'x' }] },
      400,
      'Specify a valid condition because like is invalid.',
    ],
    [
      { reportFilters: [{ column: 'CONVERTED', operator: 'contains', value: '1' }] },
      400,
      'Specify a valid condition because contains is invalid.',
    ],
    [{ reportFilters: [], reportBooleanFilter: '1 AND 2' }, 400, 'The filter logic 1 AND 2 is invalid.'],
    [
      {
        reportFilters: ['a', 'b'].map((value) => ({ column: 'LAST_NAME', operator: 'equals', value })),
        reportBooleanFilter: '1',
      },
      400,
      'Some filter conditions are defined but not referenced in your filter logic.',
    ],
    [
      { reportFilters: [], standardDateFilter: { column: 'EMAIL', durationValue: 'TODAY' } },
      400,
      'Specify a valid date filter column',
    ],
    [
      { reportFilters: [], standardDateFilter: { column: 'CREATED_DATE', durationValue: 'SOON' } },
      400,
      'Specify a valid date filter duration',
    ],
    [{ reportFilters: [], reportFormat: 'MULTI_BLOCK' }, 501, 'unsupported report format'],
    [{ reportFilters: 'all' }, 500, 'invalid or incomplete'],
  ])('%j', async (overrides, status, text) => {
    const answer = await runNamed(served, 'Leads', overrides);
    expect([answer.status, message(answer)]).toEqual([status, expect.stringContaining(text)]);
  });

  it('of reports that cannot be run at all', async () => {
    expect((await runNamed(served, 'Joined')).status).toBe(501);
    expect(message(await runNamed(served, 'Stale'))).toContain('The report definition is obsolete');
    const missing = await analytics(served, 'GET', '/reports/00O000000000001');
    expect(missing).toMatchObject({
      status: 404,
      body: [{ errorCode: 'NOT_FOUND', message: 'The data you’re trying to access is unavailable.' }],
    });
  });

  it('of bodies that are no JSON or hold no metadata', async () => {
    const path = `/reports/${idOf(served, 'Leads')}`;
    expect(
      (await analytics(served, 'POST', path, { body: 'a=b', contentType: 'application/x-www-form-urlencoded' })).status,
    ).toBe(415);
    expect(message(await analytics(served, 'POST', path, { body: {} }))).toContain('there is no metadata');
  });
});
