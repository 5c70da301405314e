import { campaignStatus, conversationStatus } from '@ce/contracts';
import { detectPackageVariant, missingValues } from '@ce/field-mapping';
import type { Simulator } from '@ce/salesforce-simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { ADMIN, assign, connectAs, DEPLOYER, INTEGRATION, runAs, startOrg } from './package-installer.js';

const everyRight = { read: true, create: false, edit: true, delete: true, viewAll: false, modifyAll: false };

let simulator: Simulator;
afterEach(() => simulator.stop());

const names = async (username: string, object: string) =>
  (await connectAs(simulator, username).describe(object)).fields.map((field) => field.name);

describe('the package in an empty org', () => {
  it('is planned, deployed, found again, and gives the integration user what it needs', async () => {
    simulator = await startOrg();
    const before = await runAs(simulator, ADMIN, 'plan');
    expect(before).toMatchObject({ code: 0 });
    expect(before.text).toContain('13 to create, 0 to change, 0 in conflict');
    expect(before.text).toContain('Permission set CE_Integration: to be created');

    const deployed = await runAs(simulator, ADMIN, 'deploy');
    expect(deployed.code).toBe(0);
    expect(deployed.text).toContain('Pending: 0 of 0 components');
    expect(deployed.text).toContain('InProgress: 7 of 14 components');
    expect(deployed.text).toContain('CustomField Lead.sw01_status__c: created');
    expect(deployed.text).toContain('PermissionSet CE_Integration: created');

    // As in Salesforce: the fields are there, and nobody sees them yet.
    expect(await names(ADMIN, 'Lead')).not.toContain('sw01_status__c');
    await assign(simulator, ADMIN, 'CE_Integration');
    await assign(simulator, INTEGRATION, 'CE_Integration');
    const after = await runAs(simulator, ADMIN, 'plan');
    expect(after.text).toContain('Nothing to do');
    expect(after.text).toContain('Permission set CE_Integration: already as it should be');

    const org = connectAs(simulator, INTEGRATION);
    for (const object of ['Lead', 'Contact']) {
      const found = await org.describe(object);
      expect(detectPackageVariant(found.fields.map((field) => field.name)).variant).toBe('legacy');
      expect(missingValues('legacy', found)).toEqual([]);
      expect(found.fields.filter((field) => field.name.startsWith('sw01_')).every((field) => field.updateable)).toBe(
        true,
      );
    }
    const task = await org.describe('Task');
    expect(task.fields.find((field) => field.name === 'sw01_event_id__c')).toMatchObject({
      unique: true,
      externalId: true,
      createable: true,
    });
    const asked = ['PermissionsApiEnabled', 'PermissionsEditTask', 'PermissionsViewAllData'] as const;
    expect(await org.userPermissions(asked)).toEqual({
      PermissionsApiEnabled: true,
      PermissionsEditTask: true,
      PermissionsViewAllData: false,
    });

    const [lead] = await org.query<{ Id: string }>('SELECT Id, Email FROM Lead');
    const fields = { sw01_status__c: 'in_progress', sw01_campaign_status__c: 'running' };
    const [written] = await org.updateRecords([{ type: 'Lead', id: lead?.Id ?? '', fields }]);
    expect(written).toMatchObject({ kind: 'saved' });
    const email = { Subject: 'Hello', Status: 'Completed', Priority: 'Normal', WhoId: lead?.Id ?? '' };
    const upserted = { type: 'Task', fields: { ...email, sw01_event_id__c: 'event-1' } };
    const tasks = await org.upsertRecords('Task', 'sw01_event_id__c', [upserted]);
    expect(tasks).toMatchObject([{ kind: 'saved', created: true }]);
  });

  it('is only validated with --check-only', async () => {
    simulator = await startOrg();
    const checked = await runAs(simulator, ADMIN, 'deploy', '--check-only');
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.text).toContain('would accept');
    await expect(assign(simulator, ADMIN, 'CE_Integration')).rejects.toThrow('There is no permission set');
  });

  it('comes without the event id, and with a Do-Not-Contact field, where that is wished', async () => {
    simulator = await startOrg({ customFields: { Lead: [{ name: 'Dnc__c', type: 'boolean' }] } });
    const wishes = ['--without-event-id', '--also-edit', 'Lead.Dnc__c'];
    expect(await runAs(simulator, ADMIN, 'deploy', ...wishes)).toMatchObject({ code: 0 });
    await assign(simulator, INTEGRATION, 'CE_Integration');
    expect(await names(INTEGRATION, 'Lead')).toContain('Dnc__c');
    expect(await names(INTEGRATION, 'Task')).not.toContain('sw01_event_id__c');
  });
});

describe('an org that has something already', () => {
  const legacyStatus = (values: string[]) => ({
    Lead: [
      { name: 'sw01_status__c', label: 'Our Status', type: 'picklist' as const, restricted: true, values },
      { name: 'sw01_campaign_name__c', type: 'string' as const, length: 80 },
    ],
  });

  it('keeps its own values and label, and gets what it lacks', async () => {
    simulator = await startOrg({ customFields: legacyStatus(['In Progress', 'VIP']) });
    const plan = await runAs(simulator, ADMIN, 'plan');
    expect(plan.text).toContain('11 to create, 2 to change');
    expect(plan.text).toContain('takes 80 characters, not 200');
    expect(await runAs(simulator, ADMIN, 'deploy')).toMatchObject({ code: 0 });
    const status = simulator.org.object('Lead').fields.get('sw01_status__c');
    expect(status?.label).toBe('Our Status');
    const lacking = conversationStatus.options.filter((value) => value !== 'in_progress');
    expect(status?.picklistValues.map(({ value }) => value)).toEqual(['In Progress', 'VIP', ...lacking]);
    expect(simulator.org.object('Lead').fields.get('sw01_campaign_name__c')?.length).toBe(200);
  });

  it('refuses a field of another type by name, and changes nothing at all', async () => {
    simulator = await startOrg({ customFields: { Contact: [{ name: 'sw01_status__c', type: 'string' }] } });
    expect((await runAs(simulator, ADMIN, 'plan')).text).toContain('1 in conflict');
    const refused = await runAs(simulator, ADMIN, 'deploy');
    expect(refused.code).toBe(1);
    expect(refused.text).toContain(
      'CustomField Contact.sw01_status__c: Cannot update a field to a Picklist from something else',
    );
    expect(refused.text).toContain('rename or remove it in Setup');
    expect(refused.text).toContain('Nothing was changed');
    expect(simulator.org.hasCustomField('Lead', 'sw01_status__c')).toBe(false);
  });

  it('gets only the event id and the permission set where the managed package is installed', async () => {
    const managed = (['status', 'campaign_status'] as const).map((meaning) => ({
      name: `sixsense_ce__${meaning}__c`,
      type: 'picklist' as const,
      restricted: true,
      values: meaning === 'status' ? conversationStatus.options : campaignStatus.options,
    }));
    const texts = ['last_synced_at', 'campaign_name', 'campaign_creator', 'campaign_url'].map((meaning) => ({
      name: `sixsense_ce__${meaning}__c`,
      type:
        meaning === 'last_synced_at'
          ? ('datetime' as const)
          : meaning === 'campaign_url'
            ? ('url' as const)
            : ('string' as const),
    }));
    simulator = await startOrg({ customFields: { Lead: [...managed, ...texts], Contact: [...managed, ...texts] } });
    expect((await runAs(simulator, ADMIN, 'plan')).text).toContain('1 to create, 0 to change');
    const deployed = await runAs(simulator, ADMIN, 'deploy');
    expect(deployed).toMatchObject({ code: 0 });
    await assign(simulator, INTEGRATION, 'CE_Integration');
    expect(detectPackageVariant(await names(INTEGRATION, 'Contact')).variant).toBe('managed-v2');
    expect(await names(INTEGRATION, 'Task')).toContain('sw01_event_id__c');
  });

  it('adds its namespace itself where it is the org of the package', async () => {
    simulator = await startOrg({ org: { namespacePrefix: 'sixsense_ce' } });
    expect(await runAs(simulator, ADMIN, 'deploy')).toMatchObject({ code: 0 });
    await assign(simulator, INTEGRATION, 'CE_Integration');
    expect(detectPackageVariant(await names(INTEGRATION, 'Lead')).variant).toBe('managed-v2');
    expect(await names(INTEGRATION, 'Task')).toContain('sixsense_ce__event_id__c');
    await assign(simulator, ADMIN, 'CE_Integration');
    expect((await runAs(simulator, ADMIN, 'plan')).text).toContain('CE_Integration: already as it should be');
  });
});

describe('a permission set that somebody changed', () => {
  it('is told right by right, and is as it should be after the deployment', async () => {
    simulator = await startOrg();
    await runAs(simulator, ADMIN, 'deploy');
    await assign(simulator, ADMIN, 'CE_Integration');
    const set = simulator.org.permissionSets.get('CE_Integration');
    if (set === undefined) throw new Error('not deployed');
    const { 'Lead.Email': _, ...fields } = set.fields;
    simulator.org.permissionSets.put({
      ...set,
      permissions: ['ApiEnabled', 'RunReports', 'EditTask', 'ManageUsers'],
      objects: { ...set.objects, Lead: { ...everyRight, edit: false } },
      fields: { ...fields, 'Lead.Phone': 'read' },
    });
    const { text } = await runAs(simulator, ADMIN, 'plan');
    const line = text.split('\n').find((one) => one.includes('Permission set CE_Integration')) ?? '';
    const [gains = '', loses = ''] = line.split('; loses ');
    for (const right of ['user ViewPublicReports', 'Lead: Edit', 'Lead.Email: Read']) expect(gains).toContain(right);
    for (const right of ['user ManageUsers', 'Lead: Delete', 'Lead.Phone: Read']) expect(loses).toContain(right);
    expect(gains).not.toContain('ApiEnabled');
    expect(text).toContain('A deployment would write the permission set.');
    await runAs(simulator, ADMIN, 'deploy');
    expect((await runAs(simulator, ADMIN, 'plan')).text).toContain('CE_Integration: already as it should be');
  });

  it('cannot be compared by a user without View Setup, who is told so', async () => {
    simulator = await startOrg();
    expect((await runAs(simulator, DEPLOYER, 'plan')).text).toContain('lacks View Setup and Configuration');
  });
});

describe('a user who may not deploy', () => {
  it('reads which permissions are missing', async () => {
    simulator = await startOrg();
    const refused = await runAs(simulator, DEPLOYER, 'deploy');
    expect(refused.code).toBe(1);
    expect(refused.text).toContain('may not change the org’s metadata');
    expect(refused.text).toContain('Modify Metadata Through Metadata API Functions');
    expect(simulator.org.hasCustomField('Lead', 'sw01_status__c')).toBe(false);
  });
});
