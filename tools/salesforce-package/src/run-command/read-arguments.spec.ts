import { describe, expect, it } from 'vitest';
import { readArguments, WrongUse } from './read-arguments.js';

const org = ['--instance-url', 'https://acme.my.salesforce.com/', '--access-token-from-env', 'SF_TOKEN'];
const environment = { SF_TOKEN: 'the-token' };
const sources = (env: NodeJS.ProcessEnv, input = '') => ({ environment: env, readInput: async () => input });
const refusal = async (args: string[], env: NodeJS.ProcessEnv = environment, input = ''): Promise<string> => {
  try {
    await readArguments(args, sources(env, input));
  } catch (error) {
    if (error instanceof WrongUse) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('readArguments', () => {
  it('reads a deployment with all its wishes', async () => {
    const more = ['--also-edit', 'Lead.DoNotCall', '--also-read', 'Account.Industry', '--without-event-id'];
    expect(await readArguments(['deploy', ...org, ...more, '--check-only'], sources(environment))).toEqual({
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

  it('sends a token to Salesforce only, and to this machine only when told so', async () => {
    const to = (url: string) => ['plan', '--instance-url', url, '--access-token-from-env', 'SF_TOKEN'];
    expect(await refusal(to('https://acme.my.salesforce.com.evil.example'))).toContain('no token is sent there');
    expect(await refusal(to('http://127.0.0.1:4000'))).toContain('no token is sent there');
    expect(await refusal([...to('http://127.0.0.1:4000'), '--allow-loopback'])).toBe('accepted');
  });

  it('says what is missing or wrong', async () => {
    expect(await refusal(['plan', ...org], {})).toContain('SF_TOKEN is empty');
    expect(await refusal(['plan', ...org, '--also-read', 'Opportunity.Amount'])).toContain('Opportunity.Amount');
    expect(await refusal(['plan', ...org, '--check-only'])).toContain('belongs to deploy');
    expect(await refusal(['install', ...org])).toContain('Say plan, deploy or generate');
    expect(await refusal(['plan', ...org, '--access-token', 'secret'])).toContain('--access-token');
  });

  it('takes the token from the standard input as well, and from one place only', async () => {
    const piped = ['plan', ...org.slice(0, 2), '--access-token-from-stdin'];
    expect(await readArguments(piped, sources({}, 'piped-token\n'))).toMatchObject({
      session: { accessToken: 'piped-token' },
    });
    expect(await refusal(piped, {}, '')).toContain('holds no access token');
    expect(await refusal(piped, {}, '{"result": {}}')).toContain('the token alone');
    expect(await refusal([...piped, ...org.slice(2)], environment, 'piped-token')).toContain('only one');
    expect(await refusal(['plan', ...org.slice(0, 2)])).toContain('Say where the token is');
  });
});
