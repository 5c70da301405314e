import { describe, expect, it } from 'vitest';
import { isSalesforceHost } from './is-salesforce-host.js';

const strict = { allowLoopback: false };

describe('Salesforce’s own addresses', () => {
  it.each([
    'https://login.salesforce.com',
    'https://test.salesforce.com/services/oauth2/token',
    'https://acme.my.salesforce.com',
    'https://acme.my.salesforce.com/',
    'https://ACME.MY.SALESFORCE.COM',
    'https://acme-corp.my.salesforce.com:443',
    'https://acme--uat.my.salesforce.com',
    'https://acme--uat.sandbox.my.salesforce.com',
    'https://acme-dev-ed.develop.my.salesforce.com',
    'https://fun-joy-123-dev-ed.scratch.my.salesforce.com',
    'https://acme.my.salesforce.mil',
    'https://login.salesforce.mil',
    'https://na1.salesforce.com',
    'https://cs87.salesforce.com',
    'https://usa77s.salesforce.com',
    'https://acme.my.sfcrmproducts.cn',
    'https://login.sfcrmproducts.cn',
  ])('%s is one', (url) => expect(isSalesforceHost(url, strict)).toBe(true));

  it.each([
    'http://acme.my.salesforce.com',
    'https://acme.my.salesforce.com:8443',
    'https://acme.my.salesforce.com.evil.example',
    'https://evil.example/acme.my.salesforce.com',
    'https://evil.example#.my.salesforce.com',
    'https://evil.example?x=.my.salesforce.com',
    'https://acme.my.salesforce.com@evil.example',
    'https://user:pass@acme.my.salesforce.com',
    'https://evilsalesforce.com',
    'https://loginsalesforce.com',
    'https://login.salesforce.com.',
    'https://my.salesforce.com',
    'https://a.b.my.salesforce.com',
    'https://acme.unknown.my.salesforce.com',
    'https://-acme.my.salesforce.com',
    'https://acme.my-salesforce.com',
    'https://acme.myXsalesforce.com',
    'https://acme.lightning.force.com',
    'https://www.salesforce.com',
    'https://acme.my.salesforce.org',
    'ftp://acme.my.salesforce.com',
    'javascript:alert(1)//acme.my.salesforce.com',
    'acme.my.salesforce.com',
    '',
    'http://localhost:4000',
    'https://127.0.0.1',
  ])('%s is not', (url) => expect(isSalesforceHost(url, strict)).toBe(false));

  it('are joined by this machine’s only when development asks for it', () => {
    const open = { allowLoopback: true };
    for (const url of ['http://localhost:4000', 'http://127.0.0.1:4000/x', 'http://[::1]:4000']) {
      expect(isSalesforceHost(url, open)).toBe(true);
      expect(isSalesforceHost(url, strict)).toBe(false);
    }
    for (const url of [
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'http://acme.my.salesforce.com',
      'http://192.168.0.1',
    ]) {
      expect(isSalesforceHost(url, open)).toBe(false);
    }
    expect(isSalesforceHost('https://acme.my.salesforce.com', open)).toBe(true);
  });
});
