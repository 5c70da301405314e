import { toDateTime, type Clock } from './clock.js';
import type { CustomFieldInput } from './describe-fields.js';
import type { DurableState } from './durable-state.js';
import { orgDescription, type OrgDescription, type OrgDescriptionInput } from './org-description.js';
import { Org } from './org.js';
import { soundId, toId18 } from './record-id.js';
import { developerNameOf, type SavedReport } from './saved-reports.js';
import { insertRecord } from './write-record.js';

/** Builds the running org from its description, or continues from a state that a former run left. */
export function loadOrg(input: OrgDescriptionInput, clock?: Clock, state?: DurableState): Org {
  const description = orgDescription.parse(input);
  const org = new Org(description, clock, state);
  for (const [object, fields] of Object.entries(description.customFields))
    for (const field of fields) org.schema.addCustomField(object, field);
  const addedLater = org.state.section<[string, CustomFieldInput]>('custom-fields');
  for (const [, [object, field]] of addedLater.entries()) org.schema.addCustomField(object, field);
  for (const [key, values] of Object.entries(description.picklists))
    org.schema.setPicklist(
      key,
      values.map(({ value, label, active, default: defaultValue, closed }) => ({
        value,
        label: label ?? value,
        active,
        defaultValue,
        ...(closed !== undefined && { closed }),
      })),
    );
  org.records.transact(() => {
    addPeople(org, description);
    const first = org.users()[0];
    if (first === undefined) throw new Error('An org needs at least one user; add one to "users".');
    addSetupRows(org, first.id);
    addReports(org, description, first.id);
    if (!org.state.restored) addRecords(org, description, first.id);
    return { keep: true, value: undefined };
  });
  for (const object of org.schema.all()) for (const record of org.records.all(object.name)) org.ids.seen(record.Id);
  org.state.flush();
  return org;
}

function addPeople(org: Org, description: OrgDescription): void {
  for (const user of description.users) org.putUser({ ...user, id: soundId(user.id ?? org.ids.next('005')) });
  for (const queue of description.queues)
    org.records.put('Group', {
      Id: soundId(queue.id ?? org.ids.next('00G')),
      Name: queue.name,
      DeveloperName: queue.developerName ?? developerNameOf(queue.name),
      Type: 'Queue',
      Email: queue.email,
    });
}

function addSetupRows(org: Org, userId: string): void {
  const { org: facts } = org.description;
  const leadSharing = org.access.sharingOf('Lead');
  org.records.put('Organization', {
    Id: org.id,
    Name: facts.name,
    OrganizationType: facts.organizationType,
    IsSandbox: facts.isSandbox,
    InstanceName: facts.instanceName,
    NamespacePrefix: facts.namespacePrefix,
    LanguageLocaleKey: facts.languageLocaleKey,
    TimeZoneSidKey: facts.timeZone,
    TrialExpirationDate: facts.trialExpirationDate,
    DefaultLeadAccess: leadSharing === 'public-read-write-transfer' ? 'ReadEditTransfer' : sharingName(leadSharing),
    ...Object.fromEntries(
      ['Account', 'Contact', 'Opportunity', 'Campaign'].map((name) => [
        `Default${name}Access`,
        sharingName(org.access.sharingOf(name)),
      ]),
    ),
    CreatedDate: toDateTime(org.clock.now()),
    CreatedById: userId,
  });
  const values = (field: string) => org.object('Task').fields.get(field)?.picklistValues ?? [];
  values('Status').forEach((value, index) => {
    const closed = value.closed ?? value.value === 'Completed';
    putChoice(org, 'TaskStatus', '01J', index, value.value, value.label, value.defaultValue, { IsClosed: closed });
  });
  values('Priority').forEach((value, index) => {
    const high = { IsHighPriority: value.value === 'High' };
    putChoice(org, 'TaskPriority', '01z', index, value.value, value.label, value.defaultValue, high);
  });
}

function sharingName(sharing: string): string {
  if (sharing === 'private') return 'None';
  return sharing === 'public-read' ? 'Read' : 'Edit';
}

function putChoice(
  org: Org,
  object: string,
  prefix: string,
  index: number,
  value: string,
  label: string,
  isDefault: boolean,
  mark: Record<string, boolean>,
): void {
  const id = toId18(`${prefix}5g0000000${String(index + 1).padStart(2, '0')}`);
  org.records.put(object, {
    Id: id,
    MasterLabel: label,
    ApiName: value,
    SortOrder: index + 1,
    IsDefault: isDefault,
    ...mark,
  });
}

function addReports(org: Org, description: OrgDescription, userId: string): void {
  for (const folder of description.folders) org.reports.addFolder(folder);
  const kept = [...org.state.section<SavedReport>('reports').entries()].map(([, report]) => report);
  for (const report of org.state.restored ? kept : description.reports) org.reports.save(report, userId);
}

/** Parents come before children, so that references hold whatever the order of the file. */
const order = [
  'Account',
  'Campaign',
  'Contact',
  'Lead',
  'Opportunity',
  'OpportunityContactRole',
  'CampaignMember',
  'Task',
];

function addRecords(org: Org, description: OrgDescription, userId: string): void {
  for (const name of Object.keys(description.records))
    if (!order.includes(name)) throw new Error(`"records" names ${name}; it may hold ${order.join(', ')}.`);
  for (const name of order) {
    const object = org.object(name);
    for (const values of description.records[name] ?? []) {
      const unknown = Object.keys(values).find((field) => !object.fields.has(field));
      if (unknown !== undefined)
        throw new Error(`A ${name} of "records" has a field ${unknown} that the object lacks.`);
      if (typeof values['Id'] === 'string') soundId(values['Id']);
      insertRecord(org, object, values, userId);
    }
  }
}
