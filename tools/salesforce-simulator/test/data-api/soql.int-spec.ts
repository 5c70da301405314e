import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, type RunningOrg, rowsOf, runOrg } from './running-org.js';

const queue = '00G5g00000QueueEAB';
const contact = '0035g000ContactAIA';
let org: RunningOrg;

beforeAll(async () => {
  org = await runOrg({
    users: [
      administrator,
      {
        username: 'rep@example.com',
        email: 'rep@example.com',
        firstName: 'Rita',
        lastName: 'Rep',
        id: '0055g0000000RepAAE',
      },
    ],
    queues: [{ id: queue, name: 'Inbox' }],
    customFields: { Contact: [{ name: 'Tags__c', type: 'multipicklist', values: ['a', 'b', 'c'] }] },
    records: {
      Account: [{ Id: '0015g000AccountAIA', Name: 'Acme' }],
      Contact: [
        {
          Id: contact,
          LastName: "O'Hara",
          Email: 'ohara@acme.example',
          AccountId: '0015g000AccountAIA',
          OwnerId: '0055g0000000RepAAE',
          Tags__c: 'a;b',
        },
        { LastName: 'Alone', Description: 'no account', Tags__c: 'c' },
      ],
      Lead: [
        {
          LastName: 'Beta',
          Company: 'B',
          NumberOfEmployees: 20,
          Email: 'beta@example.com',
          OwnerId: queue,
          CreatedDate: '2020-01-15T10:00:00.000+0000',
        },
        {
          LastName: 'alpha',
          Company: 'A',
          NumberOfEmployees: 5,
          Email: null,
          CreatedDate: '2021-06-01T00:00:00.000+0000',
        },
        {
          LastName: 'Gamma',
          Company: 'B',
          NumberOfEmployees: null,
          Email: 'gamma@example.com',
          CreatedDate: '2022-06-01T00:00:00.000+0000',
        },
      ],
    },
  });
});
afterAll(() => org.simulator.stop());

const names = async (soql: string) => rowsOf(await org.query(soql)).map((row) => row['LastName']);

describe('conditions', () => {
  it.each([
    ["Email = 'BETA@example.com'", ['Beta']],
    ["Email != 'beta@example.com'", ['alpha', 'Gamma']],
    ['Email = null', ['alpha']],
    ["Company IN ('a', 'x')", ['alpha']],
    ["Company NOT IN ('a')", ['Beta', 'Gamma']],
    ["LastName LIKE '%MM_'", ['Gamma']],
    ['NumberOfEmployees >= 5 AND NumberOfEmployees < 20', ['alpha']],
    ["(Company = 'A' OR NumberOfEmployees = 20) AND IsConverted = false", ['Beta', 'alpha']],
    ["NOT (Company = 'B')", ['alpha']],
    ['CreatedDate > 2020-01-15T10:00:00Z AND CreatedDate <= 2021-06-01T00:00:00.000Z', ['alpha']],
    ['CALENDAR_YEAR(CreatedDate) = 2022', ['Gamma']],
    ["Owner.Name = 'inbox'", ['Beta']],
  ])('%s', async (where, expected) => {
    expect(await names(`SELECT LastName FROM Lead WHERE ${where}`)).toEqual(expected);
  });

  it('takes escaped quotes, child selections and multi-select values', async () => {
    expect(await names("SELECT LastName FROM Contact WHERE LastName = 'O\\'Hara'")).toEqual(["O'Hara"]);
    expect(await names('SELECT LastName FROM Contact WHERE AccountId IN (SELECT Id FROM Account)')).toEqual(["O'Hara"]);
    expect(await names("SELECT LastName FROM Contact WHERE Tags__c INCLUDES ('c', 'a;b')")).toEqual([
      "O'Hara",
      'Alone',
    ]);
    expect(await names("SELECT LastName FROM Contact WHERE Tags__c EXCLUDES ('c')")).toEqual(["O'Hara"]);
  });
});

describe('relationships', () => {
  it('nests parents, and null where there is none', async () => {
    const rows = rowsOf(
      await org.query(
        'SELECT LastName, Account.Name, Account.Owner.Email, Owner.Email FROM Contact ORDER BY LastName DESC',
      ),
    );
    expect(rows[0]).toMatchObject({
      Account: { attributes: { type: 'Account' }, Name: 'Acme', Owner: { Email: 'admin@example.com' } },
      Owner: { attributes: { type: 'User' }, Email: 'rep@example.com' },
    });
    expect(rows[1]).toMatchObject({ LastName: 'Alone', Account: null });
  });

  it('knows a queue by name and type only', async () => {
    const [row] = rowsOf(
      await org.query("SELECT Owner.Name, Owner.Type, Owner.Email FROM Lead WHERE LastName = 'Beta'"),
    );
    expect(row).toMatchObject({ Owner: { attributes: { type: 'Name' }, Name: 'Inbox', Type: 'Queue', Email: null } });
  });

  it('lists children', async () => {
    const [row] = rowsOf(await org.query('SELECT Name, (SELECT LastName FROM Contacts) FROM Account'));
    expect(row).toMatchObject({ Contacts: { totalSize: 1, done: true, records: [{ LastName: "O'Hara" }] } });
  });
});

describe('order, bounds and counts', () => {
  it('orders without regard to case, nulls first unless told otherwise', async () => {
    expect(await names('SELECT LastName FROM Lead ORDER BY LastName')).toEqual(['alpha', 'Beta', 'Gamma']);
    expect(await names('SELECT LastName FROM Lead ORDER BY NumberOfEmployees DESC')).toEqual([
      'Gamma',
      'Beta',
      'alpha',
    ]);
    expect(await names('SELECT LastName FROM Lead ORDER BY NumberOfEmployees NULLS LAST LIMIT 1 OFFSET 1')).toEqual([
      'Beta',
    ]);
  });

  it('counts and groups', async () => {
    expect((await org.query('SELECT COUNT() FROM Lead')).body).toEqual({ totalSize: 3, done: true, records: [] });
    const groups = rowsOf(
      await org.query('SELECT Company, COUNT(Id) n, MAX(NumberOfEmployees) FROM Lead GROUP BY Company'),
    );
    expect(groups).toEqual([
      { attributes: { type: 'AggregateResult' }, Company: 'B', n: 2, expr0: 20 },
      { attributes: { type: 'AggregateResult' }, Company: 'A', n: 1, expr0: 5 },
    ]);
  });
});

describe('refusals', () => {
  it.each([
    ['SELECT Foo__c FROM Lead', 'INVALID_FIELD', "No such column 'Foo__c' on entity 'Lead'"],
    ['SELECT Foo.Name FROM Lead', 'INVALID_FIELD', "Didn't understand relationship 'Foo'"],
    ["SELECT Id FROM Lead WHERE Description = 'x'", 'INVALID_FIELD', "field 'Description' can not be filtered"],
    ['SELECT Id FROM Lead WHERE Email = 5', 'INVALID_FIELD', 'must be of type string and should be enclosed in quotes'],
    ["SELECT Id FROM Lead WHERE CreatedDate > '2020-01-01'", 'INVALID_FIELD', 'must be of type dateTime'],
    ["SELECT Id FROM Lead WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: x'],
    ['SELECT Id FROM Nothing__c', 'INVALID_TYPE', "sObject type 'Nothing__c' is not supported"],
    ['SELEC Id FROM Lead', 'MALFORMED_QUERY', "unexpected token: 'SELEC'"],
    ["SELECT Id FROM Lead WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", 'MALFORMED_QUERY', "unexpected token: 'OR'"],
    ['SELECT Id FROM Lead LIMIT 1 OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset'],
  ])('%s', async (soql, errorCode, message) => {
    const reply = await org.query(soql);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject([{ errorCode, message: expect.stringContaining(message) as string }]);
  });

  it('refuses a cursor that is not there', async () => {
    const reply = await org.ask('GET', 'query/01g5g0000000009AAA-2000');
    expect(reply).toMatchObject({ status: 404, body: [{ errorCode: 'INVALID_QUERY_LOCATOR' }] });
  });

  it('refuses addresses above 16 KB', async () => {
    const reply = await org.query(`SELECT Id FROM Lead WHERE Email IN ('${'x'.repeat(17_000)}')`);
    expect(reply.status).toBe(414);
    expect((await org.ask('GET', 'sobjects', undefined, { 'X-Long': 'x'.repeat(17_000) })).status).toBe(431);
  });
});

describe('the recycle bin', () => {
  it('is seen by queryAll only', async () => {
    const [gone] = rowsOf(await org.query("SELECT Id FROM Contact WHERE LastName = 'Alone'"));
    await org.ask('DELETE', `sobjects/Contact/${String(gone?.['Id'])}`);
    const soql = encodeURIComponent("SELECT Id, IsDeleted FROM Contact WHERE LastName = 'Alone'");
    expect(rowsOf(await org.ask('GET', `query?q=${soql}`))).toEqual([]);
    expect(rowsOf(await org.ask('GET', `queryAll?q=${soql}`))).toMatchObject([{ IsDeleted: true }]);
  });
});
