import { describe, expect, it } from 'vitest';
import { checkCallback, checkLoginHosts } from './check-settings.js';

const production = 'https://login.salesforce.com';
const sandbox = 'https://test.salesforce.com';

const hosts = (login: string, allowLoopback: boolean) =>
  checkLoginHosts({
    SALESFORCE_PRODUCTION_LOGIN_URL: login,
    SALESFORCE_SANDBOX_LOGIN_URL: sandbox,
    SALESFORCE_ALLOW_LOOPBACK: allowLoopback,
  });

describe('the login hosts', () => {
  it('are Salesforce’s own, or this machine when development asks for it', () => {
    expect(hosts(production, false)).toEqual([]);
    expect(hosts('https://acme.my.salesforce.com', false)).toEqual([]);
    expect(hosts('http://127.0.0.1:4000', true)).toEqual([]);
  });

  it.each([
    ['https://login.salesforce.com.evil.example', true],
    ['http://login.salesforce.com', true],
    ['http://127.0.0.1:4000', false],
  ])('%s, loopback %s, keeps the service from starting', (login, loopback) => {
    expect(hosts(login, loopback)).toEqual([expect.stringContaining('SALESFORCE_PRODUCTION_LOGIN_URL: is not one')]);
  });
});

describe('the addresses that codes travel in', () => {
  it('are https, or on this machine', () => {
    const result = undefined;
    expect(
      checkCallback({ OAUTH_CALLBACK_URL: 'https://ce.example/oauth/callback', OAUTH_RESULT_URL: result }),
    ).toEqual([]);
    expect(
      checkCallback({ OAUTH_CALLBACK_URL: 'http://localhost:1/oauth/callback', OAUTH_RESULT_URL: result }),
    ).toEqual([]);
    const bad = { OAUTH_CALLBACK_URL: 'http://ce.example/oauth/callback', OAUTH_RESULT_URL: 'http://ce.example/done' };
    expect(checkCallback(bad)).toHaveLength(2);
  });

  it('include the path of this service’s own route', () => {
    const elsewhere = { OAUTH_CALLBACK_URL: 'https://ce.example/done', OAUTH_RESULT_URL: undefined };
    expect(checkCallback(elsewhere)).toEqual([expect.stringContaining('does not end with /oauth/callback')]);
  });
});
