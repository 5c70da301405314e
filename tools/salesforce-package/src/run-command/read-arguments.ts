import { parseArgs } from 'node:util';
import { isSalesforceHost, type OrgSession } from '@ce/salesforce';
import type { FieldRight } from '../define-package/integration-rights.js';
import { PACKAGE_API_VERSION } from '../render-metadata/render-manifest.js';
import type { Wishes } from '../plan-changes/plan-changes.js';

export type Command =
  | { readonly kind: 'generate' }
  | { readonly kind: 'plan'; readonly session: OrgSession; readonly wishes: Wishes }
  | { readonly kind: 'deploy'; readonly session: OrgSession; readonly wishes: Wishes; readonly checkOnly: boolean };

/** The command line or the environment is not as it must be. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

export const USAGE = `npm run salesforce-package -- plan|deploy --instance-url https://acme.my.salesforce.com --access-token-from-env NAME
  --access-token-from-stdin  instead: the token comes on the standard input
  --without-event-id       leaves out the unique event id on Activity
  --also-read Lead.Field   read access to a further mapped field; repeatable
  --also-edit Lead.Field   read and edit access, as for the mapped Do-Not-Contact field; repeatable
  --check-only             with deploy: Salesforce validates, and changes nothing
  --allow-loopback         for a simulator on this machine
npm run salesforce-package -- generate writes the Salesforce project in this folder anew`;

export interface TokenSources {
  readonly environment: NodeJS.ProcessEnv;
  readonly readInput: () => Promise<string>;
}

export async function readArguments(args: readonly string[], sources: TokenSources): Promise<Command> {
  const { values, positionals } = parse(args);
  const [verb, ...rest] = positionals;
  if (rest.length > 0) throw new WrongUse(`Too many words: ${rest.join(' ')}.`);
  if (verb === 'generate') return { kind: 'generate' };
  if (verb !== 'plan' && verb !== 'deploy') throw new WrongUse('Say plan, deploy or generate.');
  const session: OrgSession = {
    accessToken: await readToken(values['access-token-from-env'], values['access-token-from-stdin'], sources),
    instanceUrl: readInstanceUrl(values['instance-url'], values['allow-loopback']),
    apiVersion: PACKAGE_API_VERSION,
  };
  const wishes: Wishes = {
    eventId: !values['without-event-id'],
    more: [...rights(values['also-read'], false), ...rights(values['also-edit'], true)],
  };
  if (verb === 'deploy') return { kind: verb, session, wishes, checkOnly: values['check-only'] };
  if (values['check-only']) throw new WrongUse('--check-only belongs to deploy; a plan changes nothing anyway.');
  return { kind: verb, session, wishes };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'instance-url': { type: 'string' },
        'access-token-from-env': { type: 'string' },
        'access-token-from-stdin': { type: 'boolean', default: false },
        'without-event-id': { type: 'boolean', default: false },
        'also-read': { type: 'string', multiple: true, default: [] },
        'also-edit': { type: 'string', multiple: true, default: [] },
        'check-only': { type: 'boolean', default: false },
        'allow-loopback': { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw new WrongUse(cause instanceof Error ? cause.message : 'The command line cannot be read.', { cause });
  }
}

/** Never from the command line, which everybody on a machine can see. */
async function readToken(
  name: string | undefined,
  fromInput: boolean,
  { environment, readInput }: TokenSources,
): Promise<string> {
  if (fromInput && name !== undefined) throw new WrongUse('Say only one of the two places that the token comes from.');
  if (fromInput) {
    const token = (await readInput()).trim();
    if (/^\S+$/.test(token)) return token;
    throw new WrongUse('The standard input holds no access token; pipe the token alone into the command.');
  }
  if (name === undefined)
    throw new WrongUse('Say where the token is: --access-token-from-env NAME or --access-token-from-stdin.');
  const token = environment[name];
  if (token === undefined || token === '')
    throw new WrongUse(`The environment variable ${name} is empty; put an access token of the org there.`);
  return token;
}

function readInstanceUrl(url: string | undefined, allowLoopback: boolean): string {
  if (url === undefined) throw new WrongUse('Say which org: --instance-url https://acme.my.salesforce.com.');
  if (!isSalesforceHost(url, { allowLoopback }))
    throw new WrongUse(`${url} is not an address of Salesforce, so no token is sent there; use the org’s My Domain.`);
  return new URL(url).origin;
}

function rights(fields: readonly string[], edit: boolean): FieldRight[] {
  return fields.map((field) => {
    if (!/^(?:Lead|Contact|Account)\.[A-Za-z][A-Za-z0-9_]*$/.test(field))
      throw new WrongUse(`${field} is no field; write it as Lead.Industry, with Lead, Contact or Account.`);
    return { field, edit };
  });
}
