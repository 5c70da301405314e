import type { CustomField, CustomFieldInput } from './describe-fields.js';
import type { UserDescription } from './describe-users.js';
import { Access } from './access.js';
import { type Clock, systemClock } from './clock.js';
import { type DurableState, memoryState } from './durable-state.js';
import type { FieldSchema, ObjectSchema, OrgRecord } from './field-schema.js';
import type { OrgDescription } from './org-description.js';
import { PermissionSets } from './permission-sets.js';
import { OrgSchema } from './org-schema.js';
import { RecordIds, soundId, toId18 } from './record-id.js';
import { RecordStore } from './record-store.js';
import { SavedReports } from './saved-reports.js';

export type OrgUser = UserDescription & { readonly id: string };

/** The running org: schema, records, people, reports. Made by `loadOrg`. */
export class Org {
  /** 18 characters. */
  readonly id: string;
  readonly schema = new OrgSchema();
  readonly ids = new RecordIds();
  readonly records: RecordStore;
  readonly access: Access;
  readonly reports: SavedReports;
  readonly permissionSets: PermissionSets;
  private readonly people = new Map<string, OrgUser>();
  /** The same without what permission sets add. */
  private readonly described = new Map<string, OrgUser>();

  constructor(
    readonly description: OrgDescription,
    readonly clock: Clock = systemClock,
    readonly state: DurableState = memoryState(),
  ) {
    this.id = soundId(description.org.id);
    this.records = new RecordStore(this.schema, state);
    this.access = new Access(this.schema, description.org.sharing);
    this.reports = new SavedReports(this, state.section('reports'));
    this.permissionSets = new PermissionSets(this.schema, state);
  }

  /** By API name; for names that the code itself knows. */
  object(name: string): ObjectSchema {
    const object = this.schema.object(name);
    if (object === undefined) throw new Error(`There is no object ${name} in the org.`);
    return object;
  }

  users(): OrgUser[] {
    return [...this.people.values()];
  }

  userById(id: string): OrgUser | undefined {
    return this.people.get(toId18(id));
  }

  userByUsername(username: string): OrgUser | undefined {
    return this.users().find((user) => user.username.toLowerCase() === username.toLowerCase());
  }

  /** Adds or replaces; the `User` row follows. */
  putUser(user: OrgUser): void {
    const id = toId18(user.id);
    this.described.set(id, { ...user, id });
    this.people.set(id, this.permissionSets.grantTo({ ...user, id }));
    const before = this.records.get(id);
    const name = [user.firstName, user.lastName].filter((part) => part !== null).join(' ');
    this.records.put('User', {
      ...before,
      Id: id,
      Username: user.username,
      FirstName: user.firstName,
      LastName: user.lastName,
      Name: name,
      Email: user.email,
      Alias: user.username.slice(0, 8),
      IsActive: user.active,
      TimeZoneSidKey: user.timeZone,
      LocaleSidKey: user.locale,
      LanguageLocaleKey: user.language,
      UserType: 'Standard',
    } satisfies OrgRecord);
  }

  /** Rights as described, before permission sets: what a change of the user starts from. */
  describedUser(id: string): OrgUser | undefined {
    return this.described.get(toId18(id));
  }

  /** After a permission set came or changed. */
  refreshUsers(): void {
    for (const user of this.described.values()) this.people.set(user.id, this.permissionSets.grantTo(user));
  }

  /** Records of a child object that point at `id`, deleted ones included. */
  related(child: string, field: string, id: string): OrgRecord[] {
    const schema = this.schema.object(child)?.fields.get(field);
    return schema === undefined ? [] : this.records.findBy(child, schema, id);
  }

  /** Adds a field to the live org, as a deployment does; it survives a restart. */
  addCustomField(object: string, field: CustomFieldInput): FieldSchema {
    const added = this.schema.addCustomField(object, field);
    this.state.section<[string, CustomFieldInput]>('custom-fields').put(`${object}.${field.name}`, [object, field]);
    this.state.flush();
    return added;
  }

  hasCustomField(object: string, name: CustomField['name']): boolean {
    return this.schema.object(object === 'Activity' ? 'Task' : object)?.fields.has(name) ?? false;
  }
}
