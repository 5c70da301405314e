import { afterEach, describe, expect, it } from 'vitest';
import { connectToOrg, type OrgConnectOptions, type SalesforceOrg } from '../src/index.js';
import {
  type Answer,
  breakOff,
  hangUp,
  json,
  neverAnswer,
  type ScriptedServer,
  startScriptedServer,
  text,
} from './scripted-server.js';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

async function orgAnswering(answers: Answer[], options: Partial<OrgConnectOptions> = {}): Promise<SalesforceOrg> {
  server = await startScriptedServer(...answers);
  const session = { accessToken: 'token-1', instanceUrl: server.url, apiVersion: '62.0' };
  return connectToOrg(session, { timeoutMs: 500, ...options });
}

const noRows = { totalSize: 0, done: true, records: [] };
const expired = json(401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
const oneTask = [{ type: 'Task', fields: { Subject: 'x' } }];

describe('a call', () => {
  it('carries the token and the version, and reads the org’s usage', async () => {
    const org = await orgAnswering([json(200, noRows, { 'sforce-limit-info': 'api-usage=8408/15000' })]);
    expect(org.orgUsage).toBeNull();
    await org.query('SELECT Id FROM Lead');
    expect(server?.seen[0]).toMatchObject({
      method: 'GET',
      path: '/services/data/v62.0/query?q=SELECT%20Id%20FROM%20Lead',
    });
    expect(server?.seen[0]?.headers.authorization).toBe('Bearer token-1');
    expect(org.orgUsage).toEqual({ used: 8408, limit: 15000 });
    expect(org.callsMade).toBe(1);
  });

  it('carries its body as it was given, letters of several bytes too, and says its length', async () => {
    const org = await orgAnswering([
      json(200, { compositeResponse: [{ body: [], httpStatusCode: 200, referenceId: 'r' }] }),
    ]);
    const subject = 'Grüße, 日本 😀';
    await org.createRecords([{ type: 'Task', fields: { Subject: subject } }]).catch(() => undefined);
    const { body = '', headers } = server?.seen[0] ?? {};
    expect(body).toContain(`"Subject":"${subject}"`);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
    });
  });

  it('reports each call for metrics', async () => {
    const kinds: unknown[] = [];
    const org = await orgAnswering([json(200, noRows)], { onCall: (call) => kinds.push([call.kind, call.status]) });
    await org.query('SELECT Id FROM Lead');
    expect(kinds).toEqual([['query', 200]]);
  });

  it('is not made when the budget says no', async () => {
    const spent = new Error('no calls left');
    const org = await orgAnswering([json(200, noRows)], { beforeCall: () => Promise.reject(spent) });
    await expect(org.query('SELECT Id FROM Lead')).rejects.toBe(spent);
    expect(server?.seen).toHaveLength(0);
    expect(org.callsMade).toBe(0);
  });
});

describe('an expired session', () => {
  it('is renewed once, and only the refused call repeated', async () => {
    const org = await orgAnswering([expired, json(200, noRows)], {
      renewSession: () =>
        Promise.resolve({ accessToken: 'token-2', instanceUrl: server?.url ?? '', apiVersion: '62.0' }),
    });
    await expect(org.query('SELECT Id FROM Lead')).resolves.toEqual([]);
    expect(server?.seen.map((request) => request.headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('is not renewed for ever', async () => {
    let renewals = 0;
    const org = await orgAnswering([expired], {
      renewSession: () => {
        renewals += 1;
        return Promise.resolve({
          accessToken: `token-${renewals + 1}`,
          instanceUrl: server?.url ?? '',
          apiVersion: '62.0',
        });
      },
    });
    const failure = await org.query('SELECT Id FROM Lead').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      errorClass: 'authentication',
      code: 'INVALID_SESSION_ID',
      status: 401,
      ambiguous: false,
    });
    expect(renewals).toBe(1);
  });

  it('is renewed once for calls side by side', async () => {
    let renewals = 0;
    const answer: Answer = (request, response) =>
      (request.headers.authorization === 'Bearer token-1' ? expired : json(200, noRows))(request, response);
    const org = await orgAnswering([answer], {
      renewSession: async () => {
        renewals += 1;
        return { accessToken: 'token-2', instanceUrl: server?.url ?? '', apiVersion: '62.0' };
      },
    });
    await Promise.all([
      org.query('SELECT Id FROM Lead'),
      org.query('SELECT Id FROM Contact'),
      org.query('SELECT Id FROM Task'),
    ]);
    expect(renewals).toBe(1);
  });
});

describe('no answer to a write', () => {
  it.each([
    ['after a time-out', neverAnswer, 'NO_ANSWER'],
    ['after a broken connection', hangUp, 'NO_ANSWER'],
    ['when the body breaks off', breakOff, 'NO_ANSWER'],
    ['with a maintenance page', text(200, '<html>Down for maintenance</html>'), 'UNREADABLE_ANSWER'],
    ['with an error page', text(502, '<html>Bad gateway</html>'), 'HTTP_502'],
    [
      'with a 503',
      json(503, [{ errorCode: 'SERVER_UNAVAILABLE', message: 'Server Unavailable' }]),
      'SERVER_UNAVAILABLE',
    ],
  ])('is ambiguous and transient %s', async (_, answer, code) => {
    const org = await orgAnswering([answer]);
    const failure = await org.createRecords(oneTask).catch((error: unknown) => error);
    expect(failure).toMatchObject({ errorClass: 'transient', code, ambiguous: true, attempted: 'create 1 records' });
    expect(server?.seen).toHaveLength(1);
  });

  it('is not ambiguous when nothing was sent', async () => {
    const org = await orgAnswering([json(200, noRows)]);
    await server?.close();
    server = undefined;
    const failure = await org.createRecords(oneTask).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      errorClass: 'transient',
      code: 'CONNECTION_REFUSED',
      ambiguous: false,
      status: null,
    });
    expect(org.callsMade).toBe(0);
  });

  it('is not ambiguous for a query', async () => {
    const org = await orgAnswering([hangUp]);
    const failure = await org.query('SELECT Id FROM Lead').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'NO_ANSWER', ambiguous: false });
  });
});

describe('an error answer', () => {
  it('says that the daily limit is reached', async () => {
    const org = await orgAnswering([
      json(403, [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }]),
    ]);
    await expect(org.query('SELECT Id FROM Lead')).rejects.toMatchObject({
      errorClass: 'daily-limit',
      throttle: 'daily',
    });
    expect(org.dailyLimitHit).toBe(true);
  });

  it('keeps tokens and values to itself', async () => {
    const org = await orgAnswering([
      json(400, [
        {
          message: 'email: invalid email address: ann@example.com',
          errorCode: 'INVALID_EMAIL_ADDRESS',
          fields: ['Email'],
        },
      ]),
    ]);
    const failure = await org.query('SELECT Id FROM Lead').catch((error: unknown) => error);
    expect(failure).toMatchObject({ errorClass: 'record', fields: ['Email'] });
    expect(JSON.stringify(failure) + String(failure)).not.toMatch(/ann@|token-1/);
  });

  it('does not follow a redirect with the token', async () => {
    const org = await orgAnswering([
      (_, response) => {
        response.writeHead(302, { location: 'https://example.com/' });
        response.end();
      },
    ]);
    await expect(org.query('SELECT Id FROM Lead')).rejects.toMatchObject({ errorClass: 'transient' });
    expect(server?.seen).toHaveLength(1);
  });

  it('takes the identity service’s bare word for a refused token', async () => {
    const org = await orgAnswering([text(403, 'Bad_OAuth_Token', 'text/plain')]);
    await expect(org.identity()).rejects.toMatchObject({ errorClass: 'authentication', code: 'Bad_OAuth_Token' });
  });
});
