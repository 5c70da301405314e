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
  if (myDomain === undefined) return { kind: 'url', url: loginHostOf(environment, settings) };
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

/** The host that all orgs of an environment share; also the audience of their JWT assertions. */
export function loginHostOf(
  environment: 'production' | 'sandbox',
  settings: Pick<LoginHosts, 'SALESFORCE_PRODUCTION_LOGIN_URL' | 'SALESFORCE_SANDBOX_LOGIN_URL'>,
): string {
  const { SALESFORCE_PRODUCTION_LOGIN_URL: production, SALESFORCE_SANDBOX_LOGIN_URL: sandbox } = settings;
  return new URL(environment === 'sandbox' ? sandbox : production).origin;
}

/** Salesforce's shared login hosts, on which no client-credentials request is answered (salesforce-api.md §1.5). */
export function isSharedLoginHost(url: string): boolean {
  return /^(?:login|test|welcome)\.(?:salesforce\.(?:com|mil)|sfcrmproducts\.cn)$/.test(new URL(url).hostname);
}

function addressOf(myDomain: string, environment: 'production' | 'sandbox'): string {
  if (/^https?:\/\//i.test(myDomain)) return myDomain;
  if (myDomain.includes('.')) return `https://${myDomain}`;
  return `https://${myDomain}${environment === 'sandbox' ? '.sandbox' : ''}.my.salesforce.com`;
}
