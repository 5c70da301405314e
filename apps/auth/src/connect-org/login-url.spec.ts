import { describe, expect, it } from 'vitest';
import { loginUrlFor } from './login-url.js';

const hosts = {
  SALESFORCE_PRODUCTION_LOGIN_URL: 'https://login.salesforce.com',
  SALESFORCE_SANDBOX_LOGIN_URL: 'https://test.salesforce.com/',
  SALESFORCE_ALLOW_LOOPBACK: false,
};

describe('loginUrlFor', () => {
  it.each([
    ['production', undefined, 'https://login.salesforce.com'],
    ['sandbox', undefined, 'https://test.salesforce.com'],
    ['production', 'acme', 'https://acme.my.salesforce.com'],
    ['sandbox', 'acme--uat', 'https://acme--uat.sandbox.my.salesforce.com'],
    ['production', 'acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
    ['production', 'https://acme.my.salesforce.com/lightning', 'https://acme.my.salesforce.com'],
  ] as const)('%s, %s → %s', (environment, myDomain, url) => {
    expect(loginUrlFor(environment, myDomain, hosts)).toEqual({ kind: 'url', url });
  });

  it.each([
    'acme.my.salesforce.com.evil.example',
    'http://acme.my.salesforce.com',
    'https://acme.my.salesforce.com@evil.example',
    'evil.example',
    'http://localhost:9999',
    'a b',
  ])('refuses %s', (myDomain) => {
    expect(loginUrlFor('production', myDomain, hosts).kind).toBe('refused');
  });

  it('takes this machine only when the development switch is on', () => {
    const open = { ...hosts, SALESFORCE_ALLOW_LOOPBACK: true };
    expect(loginUrlFor('production', 'http://localhost:9999', open)).toEqual({
      kind: 'url',
      url: 'http://localhost:9999',
    });
  });
});
