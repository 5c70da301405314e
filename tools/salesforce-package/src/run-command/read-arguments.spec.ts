import { describe, expect, it } from 'vitest';
import { readArguments, WrongUse } from './read-arguments.js';

const org = ['--instance-url', 'https://acme.my.salesforce.com/', '--access-token-from-env', 'SF_TOKEN'];
const environment = { SF_TOKEN: 'the-token' };
const refusal = (args: string[], env: NodeJS.ProcessEnv = environment): string => {
  try {
    readArguments(args, env);
  } catch (error) {
    if (error instanceof WrongUse) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('readArguments', () => {
  it('reads a deployment with all its wishes', () => {
    const more = ['--also-edit', 'Lead.DoNotCall', '--also-read', 'Account.Industry', '--without-event-id'];
    expect(readArguments(['deploy', ...org, ...more, '--check-only'], environment)).toEqual({
      kind: 'deploy',
      session: { accessToken: 'the-token', instanceUrl: 'https://acme.my.salesforce.com', apiVersion: '62.0' },
      checkOnly: true,
      wishes: {
        eventId: false,
        more: [
          { field: 'Account.Industry', edit: false },
          { field: 'Lead.DoNotCall', edit: true },
        ],
      },
    });
  });

  it('sends a token to Salesforce only, and to this machine only when told so', () => {
    const to = (url: string) => ['plan', '--instance-url', url, '--access-token-from-env', 'SF_TOKEN'];
    expect(refusal(to('https://acme.my.salesforce.com.evil.example'))).toContain('no token is sent there');
    expect(refusal(to('http://127.0.0.1:4000'))).toContain('no token is sent there');
    expect(refusal([...to('http://127.0.0.1:4000'), '--allow-loopback'])).toBe('accepted');
  });

  it('says what is missing or wrong', () => {
    expect(refusal(['plan', ...org], {})).toContain('SF_TOKEN is empty');
    expect(refusal(['plan', ...org, '--also-read', 'Opportunity.Amount'])).toContain('Opportunity.Amount');
    expect(refusal(['plan', ...org, '--check-only'])).toContain('belongs to deploy');
    expect(refusal(['install', ...org])).toContain('Say plan, deploy or generate');
    expect(refusal(['plan', ...org, '--access-token', 'secret'])).toContain('--access-token');
  });
});
