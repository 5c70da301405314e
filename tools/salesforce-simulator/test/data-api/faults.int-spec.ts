import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningOrg, rowsOf, runOrg } from './running-org.js';

let org: RunningOrg;
afterEach(() => org.simulator.stop());

const lead = { LastName: 'L', Company: 'C' };
const order = (effect: unknown, more: Record<string, unknown> = {}) =>
  org.ask('POST', '/simulator/faults', { effect, ...more });

describe('faults', () => {
  it('strike the next calls of a kind', async () => {
    org = await runOrg();
    await order({ type: 'error' }, { kinds: ['query'], times: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await org.query('SELECT Id FROM Lead')).status);
    expect(statuses).toEqual([503, 503, 200]);
    expect((await org.ask('GET', 'sobjects')).status).toBe(200);
  });

  it('strike a share of calls, the same ones for the same seed', async () => {
    org = await runOrg();
    const run = async () => {
      await org.ask('DELETE', '/simulator/faults');
      await order({ type: 'html' }, { share: 0.5, seed: 3 });
      const statuses: number[] = [];
      for (let call = 0; call < 20; call += 1) statuses.push((await org.ask('GET', 'sobjects/Lead')).status);
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await run()).toEqual(first);
  });

  it.each([
    ['before-commit', 0],
    ['after-commit', 1],
  ] as const)('drop the connection %s', async (when, saved) => {
    org = await runOrg();
    await order({ type: 'drop', when }, { kinds: ['record-create'], times: 1 });
    await expect(org.ask('POST', 'sobjects/Lead', lead)).rejects.toThrow();
    expect(org.simulator.org.records.count('Lead')).toBe(saved);
    expect(org.simulator.journal.byKind()).toMatchObject({ 'record-create': { calls: 1, failed: 1 } });
  });

  it('lock chosen rows and those that point at them', async () => {
    org = await runOrg({ records: { Account: [{ Id: '0015g000AccountAIA', Name: 'A' }] } });
    await order({ type: 'lock-rows', ids: ['0015g000AccountAIA'] }, { times: 1 });
    const records = [{ LastName: 'A', AccountId: '0015g000AccountAIA' }, { LastName: 'B' }].map((record) => ({
      attributes: { type: 'Contact' },
      ...record,
    }));
    const locked = rowsOf(await org.ask('POST', 'composite/sobjects', { records }));
    expect(locked).toMatchObject([{ errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW' }] }, { success: true }]);
    expect(rowsOf(await org.ask('POST', 'composite/sobjects', { records }))).toMatchObject([
      { success: true },
      { success: true },
    ]);
  });

  it('refuse chosen rows with any code, as storage that is full or a trigger that fails', async () => {
    org = await runOrg();
    const message = 'Guard: execution of BeforeInsert caused by: UNABLE_TO_LOCK_ROW';
    const statusCode = 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY';
    await order({ type: 'refuse-rows', statusCode, message }, { times: 1 });
    const records = [1, 2].map(() => ({ attributes: { type: 'Lead' }, ...lead }));
    const create = async () => rowsOf(await org.ask('POST', 'composite/sobjects', { records }));
    const refused = { success: false, errors: [{ statusCode, message, fields: [] }] };
    expect(await create()).toEqual([refused, refused]);
    expect(await create()).toMatchObject([{ success: true }, { success: true }]);
    await order({ type: 'refuse-rows', statusCode: 'STORAGE_LIMIT_EXCEEDED', message: 'storage limit exceeded' });
    expect(await org.ask('POST', 'sobjects/Lead', lead)).toMatchObject({
      status: 400,
      body: [{ errorCode: 'STORAGE_LIMIT_EXCEEDED', message: 'storage limit exceeded' }],
    });
  });

  it.each([
    [{ status: 500, errorCode: 'UNKNOWN_EXCEPTION', message: 'An unexpected error occurred.' }],
    [{ status: 400, errorCode: 'QUERY_TIMEOUT', message: 'Your query request was running for too long.' }],
  ])('answer %j', async (error) => {
    org = await runOrg();
    await order({ type: 'error', ...error });
    const { status, ...body } = error;
    expect(await org.query('SELECT Id FROM Lead')).toMatchObject({ status, body: [body] });
  });

  it('answer a page of HTML', async () => {
    org = await runOrg();
    await order({ type: 'html', status: 502 });
    const reply = await org.query('SELECT Id FROM Lead');
    expect([reply.status, reply.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect(reply.body).toContain('<html>');
  });

  it('expire a session for good', async () => {
    org = await runOrg({ connectedApps: [{ name: 'App', clientId: 'id', clientSecret: 'secret' }] });
    const token = { Authorization: `Bearer ${org.simulator.issueSession('admin@example.com')}` };
    expect((await org.ask('GET', 'sobjects', undefined, token)).status).toBe(200);
    await order({ type: 'expire-session' }, { times: 1 });
    for (let call = 0; call < 2; call += 1)
      expect(await org.ask('GET', 'sobjects', undefined, token)).toMatchObject({
        status: 401,
        body: [{ errorCode: 'INVALID_SESSION_ID' }],
      });
  });

  it('delay answers until too many long requests run at once', async () => {
    org = await runOrg({ limits: { concurrentLongRequests: 1, longRequestSeconds: 0.01 } });
    await order({ type: 'latency', milliseconds: 400 }, { times: 1 });
    const slow = org.query('SELECT Id FROM Lead');
    let refused = await org.ask('GET', 'sobjects/Lead');
    while (refused.status === 200) refused = await org.ask('GET', 'sobjects/Lead');
    expect(refused).toMatchObject({
      status: 403,
      body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'ConcurrentPerOrgLongTxn Limit exceeded.' }],
    });
    expect((await slow).status).toBe(200);
  });

  it('that are misspelt are refused in words', async () => {
    org = await runOrg();
    const reply = await order({ type: 'explode' });
    expect(reply.status).toBe(400);
    expect((reply.body as { problem: string }).problem).toContain('effect.type');
  });
});

describe('the journal', () => {
  it('tells calls, sub-operations and records by kind, and who called', async () => {
    org = await runOrg();
    await org.query('SELECT Id FROM Lead');
    await org.ask(
      'POST',
      'composite/sobjects',
      { records: [{ attributes: { type: 'Lead' }, ...lead }] },
      { 'Sforce-Call-Options': 'client=import' },
    );
    const { body } = await org.ask('GET', '/simulator/journal?kind=collections-create');
    expect(body).toMatchObject({
      calls: 2,
      totals: { query: { calls: 1 }, 'collections-create': { calls: 1, records: 1 } },
      entries: [
        {
          kind: 'collections-create',
          user: 'admin@example.com',
          client: 'import',
          status: 200,
          operations: [{ object: 'Lead', records: 1 }],
        },
      ],
    });
  });
});

describe('the state file', () => {
  it('brings records, tokens and fields back after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    try {
      const stateFile = join(folder, 'state.jsonl');
      const description = { connectedApps: [{ name: 'App', clientId: 'id', clientSecret: 'secret' }] };
      org = await runOrg(description, { stateFile });
      await org.ask('POST', '/simulator/fields/Lead', { name: 'New__c', type: 'string' });
      const made = await org.ask('POST', 'sobjects/Lead', { ...lead, New__c: 'kept' });
      const token = org.simulator.issueSession('admin@example.com');
      await org.ask('GET', 'sobjects', undefined, { Authorization: `Bearer ${token}` });
      await org.simulator.stop();
      org = await runOrg(description, { stateFile });
      const { id } = made.body as { id: string };
      const read = await org.ask('GET', `sobjects/Lead/${id}`, undefined, { Authorization: `Bearer ${token}` });
      expect(read).toMatchObject({ status: 200, body: { New__c: 'kept' } });
      const next = await org.ask('POST', 'sobjects/Lead', lead);
      expect((next.body as { id: string }).id > id).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
