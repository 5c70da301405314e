import { isSalesforceHost } from '@ce/salesforce';
import { settingsCheck } from '@ce/service-kit';
import { authSettings, type AuthSettings } from './settings.js';

const LOGIN_HOSTS = ['SALESFORCE_PRODUCTION_LOGIN_URL', 'SALESFORCE_SANDBOX_LOGIN_URL'] as const;
const LOGIN = [...LOGIN_HOSTS, 'SALESFORCE_ALLOW_LOOPBACK'] as const;
const CALLBACK = ['OAUTH_CALLBACK_URL', 'OAUTH_RESULT_URL'] as const;
const thisMachine = new Set(['localhost', '127.0.0.1', '[::1]']);

/** For the `checks` of the service definition. */
export const authSettingsChecks = [
  settingsCheck(authSettings, LOGIN, checkLoginHosts),
  settingsCheck(authSettings, CALLBACK, checkCallback),
];

/** Secrets go to these hosts, so a mistyped one must not wait for the first connection to be noticed. */
export function checkLoginHosts(settings: Pick<AuthSettings, (typeof LOGIN)[number]>): string[] {
  const allowLoopback = settings.SALESFORCE_ALLOW_LOOPBACK;
  return LOGIN_HOSTS.filter((name) => !isSalesforceHost(settings[name], { allowLoopback })).map(
    (name) =>
      `${name}: is not one of Salesforce’s hosts. Leave it out, or for development with the simulator set ` +
      'SALESFORCE_ALLOW_LOOPBACK to true and name this machine.',
  );
}

/** Codes travel in these addresses. */
export function checkCallback(settings: Pick<AuthSettings, (typeof CALLBACK)[number]>): string[] {
  const insecure = CALLBACK.filter((name) => {
    const address = settings[name];
    if (address === undefined) return false;
    const { protocol, hostname } = new URL(address);
    return protocol !== 'https:' && !(protocol === 'http:' && thisMachine.has(hostname));
  }).map((name) => `${name}: is not https. Use https; http is for this machine alone.`);
  // Its neighbour /oauth/start is where a person begins.
  return new URL(settings.OAUTH_CALLBACK_URL).pathname.endsWith('/oauth/callback')
    ? insecure
    : [
        ...insecure,
        'OAUTH_CALLBACK_URL: does not end with /oauth/callback, the path under which this service answers.',
      ];
}
