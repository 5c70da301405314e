import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LeaseAnswer, LeaseRequest, LeaseSettlement } from '@ce/contracts';
import { eventually } from '@ce/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LeaseClient, LeaseError, makeWithOrg, type WithOrg } from '../src/index.js';

/** One server plays auth and Salesforce: both only have to answer as their contracts say. */
let server: Server;
let url: string;
let withOrg: WithOrg;
let leases: LeaseRequest[];
let settlements: (LeaseSettlement & { leaseId: string })[];
let tokensSeen: string[];
let grant: (request: LeaseRequest) => LeaseAnswer | number;
let validToken: string;

const request = { connectionId: 'acme', kind: 'tasks', calls: 1 } as const;
const exhausted: LeaseAnswer = { kind: 'exhausted', reason: 'budget used up', resumesAt: '2030-01-01T00:00:00.000Z' };

function granted(generation: number, calls = 1): LeaseAnswer {
  return {
    kind: 'granted',
    leaseId: `lease${leases.length}`,
    calls,
    accessToken: `token${generation}`,
    generation,
    instanceUrl: url,
    apiVersion: '62.0',
    expiresAt: '2030-01-01T00:00:00.000Z',
  };
}

beforeEach(async () => {
  [leases, settlements, tokensSeen] = [[], [], []];
  grant = () => granted(1);
  validToken = 'token1';
  server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const [status, answer] = respond(incoming.url ?? '', incoming.headers.authorization ?? '', body);
      response.writeHead(status, { 'content-type': 'application/json', 'sforce-limit-info': 'api-usage=5/100' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  withOrg = makeWithOrg({
    leases: new LeaseClient({ authUrl: url, token: 'internal', timeoutMs: 1_000 }),
    callTimeoutMs: 1_000,
  });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function respond(path: string, authorization: string, body: string): [number, unknown] {
  if (path === '/internal/leases') {
    expect(authorization).toBe('Bearer internal');
    const asked = JSON.parse(body) as LeaseRequest;
    leases.push(asked);
    const answer = grant(asked);
    return typeof answer === 'number' ? [answer, {}] : [201, answer];
  }
  const [, leaseId] = /^\/internal\/leases\/(\w+)\/settle$/.exec(path) ?? [];
  if (leaseId !== undefined) {
    const settlement = JSON.parse(body) as LeaseSettlement;
    settlements.push({ leaseId, ...settlement });
    if (settlement.next === undefined) return [204, null];
    leases.push({ connectionId: settlement.connectionId, ...settlement.next });
    const answer = grant({ connectionId: settlement.connectionId, ...settlement.next });
    return typeof answer === 'number' ? [answer, {}] : [200, answer];
  }
  const token = authorization.replace('Bearer ', '');
  tokensSeen.push(token);
  if (token !== validToken) return [401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]];
  return [200, { totalSize: 0, done: true, records: [] }];
}

describe('working with an org', () => {
  it('leases, works and settles with what was spent and what the org said', async () => {
    expect(await withOrg(request, (org) => org.query('SELECT Id FROM Lead'))).toEqual({ kind: 'done', value: [] });
    expect(leases).toEqual([{ connectionId: 'acme', kind: 'tasks', calls: 1 }]);
    expect(settlements).toEqual([
      {
        leaseId: 'lease1',
        connectionId: 'acme',
        calls: 1,
        orgUsage: { used: 5, limit: 100 },
        dailyLimitHit: false,
        refusedRight: null,
      },
    ]);
  });

  it('settles after a failure too', async () => {
    await expect(withOrg(request, () => Promise.reject(new Error('a fault')))).rejects.toThrow('a fault');
    expect(settlements).toMatchObject([{ leaseId: 'lease1', calls: 0 }]);
  });

  it('never passes the calls it was given: a longer work takes further leases', async () => {
    const three = await withOrg(request, async (org) => {
      for (let call = 0; call < 3; call += 1) await org.query('SELECT Id FROM Lead');
      return org.callsMade;
    });
    expect(three).toEqual({ kind: 'done', value: 3 });
    expect(settlements.map(({ leaseId, calls }) => [leaseId, calls])).toEqual([
      ['lease1', 1],
      ['lease2', 1],
      ['lease3', 1],
    ]);
  });

  it('counts calls side by side as well', async () => {
    grant = () => granted(1, 2);
    await withOrg(request, (org) => Promise.all(Array.from({ length: 5 }, () => org.query('SELECT Id FROM Lead'))));
    expect(leases).toHaveLength(3);
    expect(settlements.reduce((sum, { calls }) => sum + calls, 0)).toBe(5);
  });

  it('stops as exhausted when the calls end under it, and says that some were made', async () => {
    grant = () => (leases.length === 1 ? granted(1) : exhausted);
    const answer = await withOrg(request, async (org) => {
      await org.query('SELECT Id FROM Lead');
      await org.query('SELECT Id FROM Contact');
    });
    expect(answer).toEqual({
      kind: 'exhausted',
      reason: 'budget used up',
      resumesAt: new Date('2030-01-01'),
      callsMade: 1,
    });
    expect(tokensSeen).toHaveLength(1);
  });

  it('makes no call without a lease', async () => {
    grant = () => exhausted;
    expect(await withOrg(request, () => Promise.reject(new Error('must not run')))).toMatchObject({
      kind: 'exhausted',
      callsMade: 0,
    });
    grant = () => 404;
    expect(await withOrg(request, () => Promise.reject(new Error('must not run')))).toMatchObject({
      kind: 'unavailable',
      callsMade: 0,
    });
    expect(settlements).toEqual([]);
  });
});

describe('works that follow one another', () => {
  const next = { ...request, inSeries: true };
  const query = () => withOrg(next, (org) => org.query('SELECT Id FROM Lead'));
  const settled = () => settlements.map(({ leaseId, calls }) => [leaseId, calls]);
  const withNext = () => settlements.map(({ next }) => next !== undefined);

  it('get each next lease with the settlement before, and settle every call at once', async () => {
    for (let work = 0; work < 4; work += 1) expect((await query()).kind).toBe('done');
    expect(withNext()).toEqual([false, true, true, true]);
    expect(leases).toHaveLength(5);
    expect(settled()).toEqual([
      ['lease1', 1],
      ['lease2', 1],
      ['lease3', 1],
      ['lease4', 1],
    ]);
  });

  it('give back what no work has taken within a second, each lease once', async () => {
    for (let work = 0; work < 2; work += 1) await query();
    await eventually(() => expect(settled()).toContainEqual(['lease3', 0]));
    await query();
    expect(settled()).toEqual([
      ['lease1', 1],
      ['lease2', 1],
      ['lease3', 0],
      ['lease4', 1],
    ]);
  });

  it('side by side have a lease each', async () => {
    for (let round = 0; round < 3; round += 1) await Promise.all([query(), query(), query()]);
    const spent = settled().map(([leaseId]) => leaseId);
    expect(new Set(spent).size).toBe(9);
    expect(settlements.every(({ calls }) => calls === 1)).toBe(true);
  });

  it('of other kinds or connections, or not of the series, take none of theirs', async () => {
    for (let work = 0; work < 2; work += 1) await query();
    await withOrg(request, (org) => org.query('SELECT Id FROM Lead'));
    expect(leases.at(-1)).toEqual(request);
    expect(withNext()).toEqual([false, true, false]);
    await withOrg({ ...next, kind: 'writeback' }, (org) => org.query('SELECT Id FROM Lead'));
    await withOrg({ ...next, connectionId: 'other' }, (org) => org.query('SELECT Id FROM Lead'));
    expect(leases.slice(-2)).toMatchObject([{ kind: 'writeback' }, { connectionId: 'other' }]);
  });

  it.each([
    ['refuses', exhausted],
    ['fails', 500],
  ])('ask anew where auth %s the next lease, and lose nothing of their own', async (_, answer) => {
    await query();
    grant = (asked) => (settlements.length === 2 ? answer : granted(asked.calls));
    expect((await query()).kind).toBe('done');
    expect(withNext()).toEqual([false, true]);
    grant = () => granted(1);
    expect((await query()).kind).toBe('done');
    expect(settled()).toEqual([
      ['lease1', 1],
      ['lease2', 1],
      ['lease4', 1],
    ]);
  });

  it('give back at once what is kept when the series ends, and have no more kept', async () => {
    for (let work = 0; work < 2; work += 1) await query();
    await withOrg.endSeries();
    expect(settled().at(-1)).toEqual(['lease3', 0]);
    for (let work = 0; work < 2; work += 1) await query();
    expect(withNext().slice(-2)).toEqual([false, false]);
  });

  it('give back a lease that comes when the series has ended', async () => {
    await query();
    let ending: Promise<void> | undefined;
    grant = () => {
      if (settlements.length === 2) ending = withOrg.endSeries();
      return granted(1);
    };
    await query();
    await ending;
    expect(settled().slice(-2)).toEqual([
      ['lease2', 1],
      ['lease3', 0],
    ]);
  });

  it('have none kept that may run out, however late the timers run', async () => {
    for (let work = 0; work < 2; work += 1) await query();
    const before = leases.length;
    const later = performance.now() + 1_000;
    const clock = vi.spyOn(performance, 'now').mockReturnValue(later);
    await query();
    clock.mockRestore();
    expect(leases.length).toBe(before + 1);
    await eventually(() => expect(settled()).toContainEqual([`lease${before}`, 0]));
  });

  it('ask for none after a failure', async () => {
    await query();
    await expect(withOrg(next, () => Promise.reject(new Error('a fault')))).rejects.toThrow('a fault');
    expect(withNext()).toEqual([false, false]);
  });

  it('renew a token that was refused under a lease kept for them', async () => {
    for (let work = 0; work < 2; work += 1) await query();
    validToken = 'token2';
    grant = (asked) => granted(asked.refusedGeneration === 1 ? 2 : 1);
    expect((await query()).kind).toBe('done');
    expect(tokensSeen.slice(-2)).toEqual(['token1', 'token2']);
  });
});

describe('a refused access token', () => {
  it('is renewed once, and the work goes on where it was', async () => {
    validToken = 'token2';
    grant = (asked) => granted(asked.refusedGeneration === 1 ? 2 : 1);
    let worked = 0;
    const answer = await withOrg(request, async (org) => {
      worked += 1;
      return org.query('SELECT Id FROM Lead');
    });
    expect(answer.kind).toBe('done');
    expect(worked).toBe(1);
    expect(tokensSeen).toEqual(['token1', 'token2']);
    expect(leases[1]).toMatchObject({ refusedGeneration: 1 });
    expect(settlements.reduce((sum, { calls }) => sum + calls, 0)).toBe(2);
  });

  it('ends the work when there is no newer one', async () => {
    validToken = 'another';
    await expect(withOrg(request, (org) => org.query('SELECT Id FROM Lead'))).rejects.toMatchObject({
      errorClass: 'authentication',
    });
    expect(tokensSeen).toEqual(['token1']);
    grant = (asked) =>
      asked.refusedGeneration === undefined
        ? granted(1)
        : { kind: 'unavailable', reason: 'reconnect needed', fix: 'Reconnect.', retryAt: '2030-01-01T00:00:00.000Z' };
    const answer = await withOrg(request, (org) => org.query('SELECT Id FROM Lead'));
    expect(answer).toMatchObject({ kind: 'unavailable', reason: 'reconnect needed', callsMade: 1 });
  });
});

describe('auth away', () => {
  it.each([500, 401])('is an error worth another try: %s', async (status) => {
    grant = () => status;
    await expect(withOrg(request, () => Promise.resolve())).rejects.toBeInstanceOf(LeaseError);
  });

  it('is one when nobody listens', async () => {
    const away = makeWithOrg({
      leases: new LeaseClient({ authUrl: 'http://127.0.0.1:1', token: 'internal', timeoutMs: 500 }),
      callTimeoutMs: 500,
    });
    await expect(away(request, () => Promise.resolve())).rejects.toBeInstanceOf(LeaseError);
  });
});
