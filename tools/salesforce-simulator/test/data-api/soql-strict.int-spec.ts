import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SteppedClock } from '../serve-org.js';
import { administrator, type RunningOrg, rowsOf, runOrg } from './running-org.js';

const reader = '0055g0000ReaderAQA';
const clock = new SteppedClock(Date.parse('2026-09-30T12:00:00Z'));
let org: RunningOrg;

beforeAll(async () => {
  const user = { email: 'x@example.com', lastName: 'X', profile: 'minimum' as const };
  org = await runOrg(
    {
      users: [
        administrator,
        {
          ...user,
          id: reader,
          username: 'reader@example.com',
          permissions: { ApiEnabled: true, RunReports: true, ViewPublicReports: true },
          objects: { Lead: { read: true, viewAll: true } },
        },
      ],
      fixedTokens: { reader: 'reader@example.com' },
      folders: [{ id: '00l5g00000AAAAAAA5', name: 'Closed', access: 'shared' }],
      reports: [
        { name: 'Public', reportType: 'LeadList', detailColumns: ['LAST_NAME'] },
        { name: 'Closed', reportType: 'LeadList', detailColumns: ['LAST_NAME'], folderId: '00l5g00000AAAAAAA5' },
        { name: 'Own', reportType: 'LeadList', detailColumns: ['LAST_NAME'], folderId: reader },
      ],
      records: {
        Account: [{ Id: '0015g000AccountAIA', Name: 'Acme' }],
        Contact: [{ LastName: 'C', AccountId: '0015g000AccountAIA' }],
        Lead: [
          ...Array.from({ length: 2_050 }, (_, index) => ({ LastName: `L${index}`, Company: `C${index % 2_010}` })),
          { LastName: 'Old', Company: 'Old', CreatedDate: '2026-09-29T23:59:59.000+0000' },
          { LastName: 'Today', Company: 'New', CreatedDate: '2026-09-30T00:00:00.000+0000', OwnerId: reader },
        ],
        Task: [
          { Subject: 'Long ago', Status: 'Completed', ActivityDate: '2025-09-29' },
          { Subject: 'Long open', Status: 'Not Started', ActivityDate: '2025-09-29' },
          { Subject: 'Lately', Status: 'Completed', ActivityDate: '2026-09-29' },
        ],
      },
    },
    { clock },
  );
});
afterAll(() => org.simulator.stop());

describe('what a query may not say', () => {
  it.each([
    ['SELECT Id, LastName, lastname FROM Lead', 'INVALID_FIELD', 'duplicate field selected: lastname'],
    ['SELECT Id, l.Id FROM Lead l', 'INVALID_FIELD', 'duplicate field selected: Id'],
    ['SELECT Account.Name, Account.Name FROM Contact', 'INVALID_FIELD', 'duplicate field selected: Account.Name'],
    ['SELECT LastName n FROM Lead', 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing'],
    ['SELECT Company, COUNT(Id) FROM Lead', 'MALFORMED_QUERY', 'Field must be grouped or aggregated: Company'],
    [
      'SELECT LastName, COUNT(Id) FROM Lead GROUP BY Company',
      'MALFORMED_QUERY',
      'Field must be grouped or aggregated: LastName',
    ],
    ['SELECT Company, COUNT(Id) FROM Lead GROUP BY Company', 'EXCEEDED_ID_LIMIT', 'does not support queryMore'],
    ['SELECT Id FROM Lead ORDER BY Description', 'MALFORMED_QUERY', "field 'Description' can not be sorted"],
    ['SELECT Id FROM Lead ALL ROWS', 'MALFORMED_QUERY', 'unexpected token'],
    ['SELECT Id FROM Lead FOR UPDATE', 'MALFORMED_QUERY', 'unexpected token'],
    ['SELECT Id FROM Lead WITH SECURITY_ENFORCED', 'MALFORMED_QUERY', "unexpected token: 'WITH'"],
    ['SELECT Id FROM Lead USING SCOPE team', 'MALFORMED_QUERY', 'Using invalid scope: team'],
    [
      "SELECT Id FROM Contact WHERE LastName = 'x' OR AccountId IN (SELECT Id FROM Account)",
      'MALFORMED_QUERY',
      "not supported with the 'OR' operator",
    ],
    [
      'SELECT Id FROM Contact WHERE AccountId IN (SELECT OwnerId FROM Account)',
      'MALFORMED_QUERY',
      'should point to the same object type',
    ],
    ['SELECT Id FROM Contact WHERE LastName IN (SELECT Name FROM Account)', 'MALFORMED_QUERY', 'the same object type'],
    [
      'SELECT Account.Owner.CreatedBy.CreatedBy.CreatedBy.CreatedBy.Name FROM Contact',
      'INVALID_FIELD',
      "Didn't understand relationship",
    ],
    [`SELECT Id FROM Lead WHERE Company = '${'x'.repeat(300)}' LIMIT`, 'MALFORMED_QUERY', 'unexpected token'],
  ])('%s', async (soql, errorCode, message) => {
    const reply = await org.query(soql);
    expect(reply).toMatchObject({
      status: 400,
      body: [{ errorCode, message: expect.stringContaining(message) as string }],
    });
  });
});

describe('what it may', () => {
  it('go up five relationships', async () => {
    const reply = await org.query('SELECT Account.Owner.CreatedBy.CreatedBy.CreatedBy.Name FROM Contact');
    expect(reply.status).toBe(200);
  });

  it('order groups, by themselves and by what they count', async () => {
    const soql = 'SELECT Company, COUNT(Id) n FROM Lead GROUP BY Company ORDER BY COUNT(Id) DESC, Company DESC LIMIT 2';
    expect(rowsOf(await org.query(soql))).toMatchObject([
      { Company: 'C9', n: 2 },
      { Company: 'C8', n: 2 },
    ]);
  });

  it('ask for the own records', async () => {
    const names = async (scope: string, token: string) => {
      const soql = encodeURIComponent(`SELECT LastName FROM Lead USING SCOPE ${scope} WHERE Company = 'New'`);
      return rowsOf(await org.ask('GET', `query?q=${soql}`, undefined, { Authorization: `Bearer ${token}` })).length;
    };
    expect(await names('mine', 'reader')).toBe(1);
    expect(await names('mine', 'token')).toBe(0);
    expect(await names('everything', 'token')).toBe(1);
  });

  it.each([
    ['CreatedDate = TODAY', ['Today']],
    ['CreatedDate = YESTERDAY', ['Old']],
    ['CreatedDate < TODAY', ['Old']],
    ['CreatedDate = LAST_N_DAYS:1', ['Old', 'Today']],
    ['CreatedDate >= 2026-09-30T02:00:00+02:00', ['Today']],
    ['CreatedDate < 2026-09-30T00:00:00Z', ['Old']],
  ])('%s', async (where, expected) => {
    const rows = rowsOf(await org.query(`SELECT LastName FROM Lead WHERE ${where} AND Company IN ('Old', 'New')`));
    expect(rows.map((row) => row['LastName'])).toEqual(expected);
  });
});

describe('pages', () => {
  it.each([
    ['batchSize=1', 200],
    ['batchSize=500', 500],
    ['batchSize=9999', 2_000],
    ['', 2_000],
  ])('of %s hold %i rows, and the locator says where the next begins', async (header, size) => {
    const headers = { 'Sforce-Query-Options': header };
    const { body } = await org.ask('GET', 'query?q=SELECT+Id+FROM+Lead', undefined, headers);
    const page = body as { nextRecordsUrl: string; records: unknown[]; done: boolean; totalSize: number };
    expect([page.records.length, page.done, page.totalSize]).toEqual([size, false, 2_052]);
    expect(page.nextRecordsUrl).toMatch(new RegExp(`/services/data/v62.0/query/01g\\w+-${size}$`));
  });

  it('belong to one user, and end', async () => {
    const { body } = await org.ask('GET', 'query?q=SELECT+Id+FROM+Lead');
    const { nextRecordsUrl } = body as { nextRecordsUrl: string };
    const stranger = await org.ask('GET', nextRecordsUrl, undefined, { Authorization: 'Bearer reader' });
    expect(stranger.body).toMatchObject([{ errorCode: 'INVALID_QUERY_LOCATOR' }]);
    expect(rowsOf(await org.ask('GET', nextRecordsUrl))).toHaveLength(52);
    const beyond = await org.ask('GET', nextRecordsUrl.replace('-2000', '-4000'));
    expect(beyond.body).toMatchObject([{ errorCode: 'INVALID_QUERY_LOCATOR' }]);
  });

  it('are ten at once for a user; the oldest gives way', async () => {
    const open = async () => {
      const { body } = await org.ask('GET', 'query?q=SELECT+Id+FROM+Lead');
      return (body as { nextRecordsUrl: string }).nextRecordsUrl;
    };
    const urls: string[] = [];
    for (let cursor = 0; cursor < 11; cursor += 1) urls.push(await open());
    const statuses = await Promise.all(urls.map(async (url) => (await org.ask('GET', url)).status));
    expect(statuses).toEqual([404, ...Array.from({ length: 10 }, () => 200)]);
  });

  it('may be smaller than asked for, as of wide rows', async () => {
    const narrow = await runOrg({
      limits: { queryBatchRows: 3 },
      records: { Lead: Array.from({ length: 4 }, () => ({ LastName: 'L', Company: 'C' })) },
    });
    const reply = await narrow.query('SELECT Id FROM Lead');
    await narrow.simulator.stop();
    expect(rowsOf(reply)).toHaveLength(3);
    expect(reply.body).toMatchObject({ done: false, totalSize: 4 });
  });
});

describe('rows that a query does not show', () => {
  it('are reports in folders that the caller may not open', async () => {
    const names = async (token: string, scope = '') => {
      const soql = encodeURIComponent(`SELECT Name FROM Report ${scope} ORDER BY Name`);
      const reply = await org.ask('GET', `query?q=${soql}`, undefined, { Authorization: `Bearer ${token}` });
      return rowsOf(reply).map((row) => row['Name']);
    };
    expect(await names('reader')).toEqual(['Own', 'Public']);
    expect(await names('token')).toEqual(['Closed', 'Own', 'Public']);
    expect(await names('token', 'USING SCOPE organizationOwned')).toEqual(['Public']);
    expect(await names('token', 'USING SCOPE allPrivate')).toEqual(['Own']);
    const closed = [...org.simulator.org.reports.all()].find(({ name }) => name === 'Closed')?.id;
    const read = (token: string) =>
      org.ask('GET', `sobjects/Report/${closed}`, undefined, { Authorization: `Bearer ${token}` });
    expect([(await read('reader')).status, (await read('token')).status]).toEqual([404, 200]);
  });

  it('are archived tasks, which queryAll still has', async () => {
    const soql = encodeURIComponent('SELECT Subject, IsArchived FROM Task ORDER BY Subject');
    expect(rowsOf(await org.ask('GET', `query?q=${soql}`)).map((row) => row['Subject'])).toEqual([
      'Lately',
      'Long open',
    ]);
    expect(rowsOf(await org.ask('GET', `queryAll?q=${soql}`))).toMatchObject([
      { Subject: 'Lately', IsArchived: false },
      { Subject: 'Long ago', IsArchived: true },
      { Subject: 'Long open', IsArchived: false },
    ]);
  });
});
