import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { Connection } from 'jsforce';
import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../src/index.js';

const username = 'admin@acme.example';
const clerk = 'clerk@acme.example';
const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const manifest = (...types: [string, string][]) =>
  `<Package ${namespace}>${types.map(([name, member]) => `<types><members>${member}</members><name>${name}</name></types>`).join('')}<version>62.0</version></Package>`;
const text = (name: string, more = '<length>40</length>') =>
  `<fields><fullName>${name}</fullName><label>${name}</label><type>Text</type>${more}</fields>`;
const lead = (...fields: string[]) => `<CustomObject ${namespace}>${fields.join('')}</CustomObject>`;
const permissionSet = (content: string) => `<PermissionSet ${namespace}><label>Set</label>${content}</PermissionSet>`;
const grant = (field: string) =>
  `<fieldPermissions><editable>true</editable><field>${field}</field><readable>true</readable></fieldPermissions>`;

let simulator: Simulator;
afterEach(() => simulator.stop());

const start = async (stateFile?: string) => {
  simulator = await startSimulator({
    description: {
      users: [
        { username, email: username, lastName: 'Admin' },
        { username: clerk, email: clerk, lastName: 'Clerk', profile: 'minimum', defaultFieldAccess: 'none' },
      ],
      connectedApps: [{ name: 'CE', clientId: 'key', clientSecret: 'shh', callbackUrls: ['http://localhost/cb'] }],
    },
    stateFile,
  });
};

/** As jsforce sends it: options called `entity_content`, the state by REST. */
async function deploy(files: Record<string, string>, options: Record<string, unknown> = {}) {
  const connection = new Connection({
    instanceUrl: simulator.url,
    accessToken: simulator.issueSession(username),
    version: '62.0',
  });
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strToU8(content)])));
  const { id } = await connection.metadata.deployRest(Buffer.from(zip), { singlePackage: true, ...options });
  const look = () => connection.metadata.checkDeployStatus(id ?? '', true, true);
  const first = await look();
  return { first, last: await look() };
}

const problems = (result: Awaited<ReturnType<typeof deploy>>['last']) =>
  (result.details?.componentFailures ?? []).map(({ fullName, problem }) => [fullName, problem]);

describe('a metadata deployment', () => {
  it('waits, works and ends, and the field is there for whom a permission set shows it', async () => {
    await start();
    const { first, last } = await deploy({
      'package.xml': manifest(['CustomField', 'Lead.A__c'], ['PermissionSet', 'Set']),
      'objects/Lead.object': lead(text('A__c')),
      'permissionsets/Set.permissionset': permissionSet(grant('Lead.A__c')),
    });
    expect(first).toMatchObject({ status: 'InProgress', done: false, numberComponentsTotal: 2 });
    expect(last).toMatchObject({ status: 'Succeeded', done: true, success: true, numberComponentsDeployed: 2 });
    const { org } = simulator;
    const sees = () => {
      const user = org.userByUsername(username);
      return user !== undefined && org.access.view(user, 'Lead')?.fields.has('A__c');
    };
    expect(sees()).toBe(false);
    org.permissionSets.assign(org.userByUsername(username)?.id ?? '', ['Set']);
    org.refreshUsers();
    expect(sees()).toBe(true);
  });

  it('judges every component by itself and rolls all back', async () => {
    await start();
    const files = {
      'package.xml': manifest(
        ['CustomField', 'Lead.A__c'],
        ['CustomField', 'Lead.B__c'],
        ['CustomField', 'Lead.other__C__c'],
        ['CustomField', 'Lead.Missing__c'],
        ['ApexClass', 'Robot'],
        ['PermissionSet', 'Set'],
      ),
      'objects/Lead.object': lead(text('A__c'), text('B__c', '<colour>red</colour>'), text('other__C__c')),
      'permissionsets/Set.permissionset': permissionSet(grant('Lead.LastName')),
    };
    const { last } = await deploy(files, { rollbackOnError: true });
    expect(last).toMatchObject({ status: 'Failed', success: false, numberComponentErrors: 5 });
    expect(Object.fromEntries(problems(last))).toEqual({
      'Lead.B__c': expect.stringContaining('}colour invalid at this location') as string,
      'Lead.other__C__c': expect.stringContaining('namespace: other') as string,
      'Lead.Missing__c': expect.stringContaining('was not found in zipped directory') as string,
      Robot: "Unknown type name 'ApexClass' specified in package.xml",
      Set: 'You cannot deploy to a required field: Lead.LastName',
    });
    expect(simulator.org.hasCustomField('Lead', 'A__c')).toBe(false);
    const partial = await deploy(files);
    expect(partial.last.status).toBe('SucceededPartial');
    expect(simulator.org.hasCustomField('Lead', 'A__c')).toBe(true);
  });

  it('refuses what package.xml does not name, and a package without one', async () => {
    await start();
    const { last } = await deploy({ 'package.xml': manifest(), 'objects/Lead.object': lead(text('A__c')) });
    expect(problems(last)).toEqual([['objects/Lead.object', 'Not in package.xml']]);
    expect(problems((await deploy({ 'objects/Lead.object': lead() })).last)).toEqual([
      ['package.xml', 'No package.xml found'],
    ]);
  });

  it('disables a task field whose event twin is not listed, and survives a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    try {
      await start(join(folder, 'state.jsonl'));
      const granted = grant('Task.Description') + grant('Task.WhoId') + grant('Event.WhoId');
      const rights = '<userPermissions><enabled>true</enabled><name>EditTask</name></userPermissions>';
      await deploy({
        'package.xml': manifest(['PermissionSet', 'Set']),
        'permissionsets/Set.permissionset': permissionSet(granted + rights),
      });
      const response = await fetch(`${simulator.url}/simulator/users/${clerk}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ permissionSets: ['Set'] }),
      });
      expect(response.status).toBe(204);
      await simulator.stop();
      await start(join(folder, 'state.jsonl'));
      const { org } = simulator;
      const user = org.userByUsername(clerk);
      const view = user && org.access.view(user, 'Task');
      expect(view?.fields.get('WhoId')?.createable).toBe(true);
      expect(view?.fields.has('Description')).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
