import { isSalesforceHost } from '@ce/salesforce';
import type { AuthSettings } from '../settings.js';

type LoginHosts = Pick<
  AuthSettings,
  'SALESFORCE_PRODUCTION_LOGIN_URL' | 'SALESFORCE_SANDBOX_LOGIN_URL' | 'SALESFORCE_ALLOW_LOOPBACK'
>;

export type LoginUrl = { kind: 'url'; url: string } | { kind: 'refused'; detail: string; fix: string };

/** Where a connection logs in and refreshes: the environment's login host, or the org's My Domain in any spelling. */
export function loginUrlFor(
  environment: 'production' | 'sandbox',
  myDomain: string | undefined,
  settings: LoginHosts,
): LoginUrl {
  if (myDomain === undefined) {
    const url =
      environment === 'sandbox' ? settings.SALESFORCE_SANDBOX_LOGIN_URL : settings.SALESFORCE_PRODUCTION_LOGIN_URL;
    return { kind: 'url', url: new URL(url).origin };
  }
  const address = addressOf(myDomain.trim(), environment);
  if (isSalesforceHost(address, { allowLoopback: settings.SALESFORCE_ALLOW_LOOPBACK })) {
    return { kind: 'url', url: new URL(address).origin };
  }
  return {
    kind: 'refused',
    detail: 'The My Domain address is not one of Salesforce’s.',
    fix: 'Give it as in Setup › My Domain, e.g. acme.my.salesforce.com or acme--uat.sandbox.my.salesforce.com.',
  };
}

function addressOf(myDomain: string, environment: 'production' | 'sandbox'): string {
  if (/^https?:\/\//i.test(myDomain)) return myDomain;
  if (myDomain.includes('.')) return `https://${myDomain}`;
  return `https://${myDomain}${environment === 'sandbox' ? '.sandbox' : ''}.my.salesforce.com`;
}
