import { type OrgDescriptionInput, startSimulator, type Simulator } from '@ce/salesforce-simulator';
import { connectToOrg, type SalesforceOrg } from '@ce/salesforce';
import { runCommand } from '../src/run-command/run-command.js';

export const ADMIN = 'admin@acme.example';
export const INTEGRATION = 'integration@acme.example';
export const DEPLOYER = 'deployer@acme.example';

/** An org with an administrator, a user without any rights for the integration, and one who may deploy nothing. */
export async function startOrg(description: Partial<OrgDescriptionInput> = {}): Promise<Simulator> {
  return startSimulator({
    description: {
      connectedApps: [{ name: 'CE', clientId: 'key', clientSecret: 'shh', callbackUrls: ['http://localhost/cb'] }],
      users: [
        { username: ADMIN, email: ADMIN, lastName: 'Admin' },
        {
          username: INTEGRATION,
          email: INTEGRATION,
          lastName: 'Integration',
          profile: 'minimum',
          defaultFieldAccess: 'none',
        },
        {
          username: DEPLOYER,
          email: DEPLOYER,
          lastName: 'Deployer',
          permissions: { ModifyAllData: false, ModifyMetadata: false, ViewSetup: false },
        },
      ],
      records: { Lead: [{ LastName: 'Curie', Company: 'Sorbonne', Email: 'm@curie.example' }] },
      ...description,
    },
  });
}

export function connectAs(simulator: Simulator, username: string): SalesforceOrg {
  const accessToken = simulator.issueSession(username);
  return connectToOrg({ accessToken, instanceUrl: simulator.url, apiVersion: '62.0' }, { timeoutMs: 30_000 });
}

/** The command as an administrator runs it, without waiting between two looks. */
export async function runAs(simulator: Simulator, username: string, ...args: string[]) {
  const lines: string[] = [];
  const org = ['--instance-url', simulator.url, '--access-token-from-env', 'SF_TOKEN', '--allow-loopback'];
  const code = await runCommand([...args, ...org], {
    readInput: () => Promise.resolve(''),
    environment: { SF_TOKEN: simulator.issueSession(username) },
    print: (line) => lines.push(line),
    wait: () => Promise.resolve(),
  });
  return { code, text: lines.join('\n') };
}

export async function assign(simulator: Simulator, username: string, ...permissionSets: string[]): Promise<void> {
  const response = await fetch(`${simulator.url}/simulator/users/${username}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ permissionSets }),
  });
  if (!response.ok) throw new Error(await response.text());
}
