import { runCommand } from '@ce/salesforce-package';
import { customerOf } from '@ce/service-testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuthHarness } from './auth-harness.js';
import { ADMIN, CALLBACK, CLIENT } from './simulated-org.js';

/**
 * Rights that neither spec A3 to A5 nor the permission set have: the org's setup, View All Fields, and handing over contacts
 * of other owners (salesforce-api.md §6); leads are open for that in this org.
 */
const beyondTheSpecification = ['report-fields', 'transfer-contact', 'view-setup'];
const INTEGRATION = 'integration@acme.test';

interface Report {
  result: string;
  checks: { name: string; result: string }[];
}

let auth: AuthHarness;
beforeAll(async () => {
  auth = await AuthHarness.start({
    org: { id: '00D5g00000AcmeOEAR', name: 'Acme', loginHosts: ['login.test'] },
    connectedApps: [
      {
        name: 'CE',
        ...CLIENT,
        callbackUrls: [CALLBACK],
        autoApprove: true,
        autoApproveUser: INTEGRATION,
        requirePkce: true,
      },
    ],
    users: [
      { username: ADMIN, email: ADMIN, lastName: 'Admin' },
      {
        username: INTEGRATION,
        email: INTEGRATION,
        lastName: 'Integration',
        profile: 'minimum',
        defaultFieldAccess: 'none',
        // Without it nobody gets a connection that a preflight could look at.
        permissions: { ApiEnabled: true },
      },
    ],
  });
});
afterAll(() => auth.stop());

/** The command of the package as an administrator of the org runs it, the token on its standard input. */
async function installPackage(): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const org = ['--instance-url', auth.simulator.url, '--access-token-from-stdin', '--allow-loopback'];
  const code = await runCommand(['deploy', ...org], {
    environment: {},
    readInput: () => Promise.resolve(`${auth.simulator.issueSession(ADMIN)}\n`),
    print: (line) => lines.push(line),
    wait: () => Promise.resolve(),
  });
  return { code, text: lines.join('\n') };
}

it('an org without the package and a user without rights become green by deploying and assigning', async () => {
  const { connectionId } = await auth.connect();
  // No field for Do Not Contact is mapped, because every org has another one.
  await auth.call('put', `/connections/${connectionId}/settings`, { toggles: { doNotContactSync: false } });
  const preflight = async () => (await auth.call('post', `/connections/${connectionId}/preflight`, {})).body as Report;
  const named = ({ checks }: Report, result: string) =>
    checks.filter((check) => check.result === result).map(({ name }) => name);

  expect(named(await preflight(), 'fail')).toEqual(
    expect.arrayContaining(['run-reports', 'object-lead', 'object-contact', 'object-account', 'tasks']),
  );

  expect(await installPackage()).toMatchObject({ code: 0 });
  expect(named(await preflight(), 'fail')).toContain('run-reports');

  await customerOf(auth.simulator).changeUser(INTEGRATION, { permissionSets: ['CE_Integration'] });
  const after = await preflight();
  expect(named(after, 'fail')).toEqual([]);
  expect(named(after, 'warn').sort()).toEqual(beyondTheSpecification);
  expect((await auth.call('get', `/connections/${connectionId}`)).body).toMatchObject({
    health: 'connected',
    packageVariants: { Lead: 'legacy', Contact: 'legacy' },
    activityEventIdField: 'sw01_event_id__c',
  });
});
