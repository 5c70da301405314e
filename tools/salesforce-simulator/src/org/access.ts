import type { FieldAccess, ObjectPermissions, UserDescription, UserPermission } from './describe-users.js';
import type { FieldSchema, ObjectSchema, OrgRecord } from './field-schema.js';
import type { OrgDescription } from './org-description.js';
import type { OrgSchema } from './org-schema.js';

type Sharing = OrgDescription['org']['sharing'][string];
type User = UserDescription & { readonly id: string };

/** What one user sees of one object; hidden fields are not in it (salesforce-api.md §3.6). */
export interface ObjectView {
  readonly schema: ObjectSchema;
  readonly permissions: ObjectPermissions;
  /** Readable fields, `createable` and `updateable` narrowed to this user. */
  readonly fields: ReadonlyMap<string, FieldSchema>;
  /** The same by lower-case name, and by lower-case relationship name. */
  readonly byLowerName: ReadonlyMap<string, FieldSchema>;
  readonly byRelationship: ReadonlyMap<string, FieldSchema>;
}

const everything: ObjectPermissions = {
  read: true,
  create: true,
  edit: true,
  delete: true,
  viewAll: true,
  modifyAll: true,
};
const nothing: ObjectPermissions = {
  read: false,
  create: false,
  edit: false,
  delete: false,
  viewAll: false,
  modifyAll: false,
};

/** What an administrator does not have by being one: the recorded administrator could not edit converted leads. */
const notByProfile: ReadonlySet<UserPermission> = new Set(['ApiUserOnly', 'ViewConvertedLeads']);

/** Objects without permissions of their own follow another; permission sets cannot name campaign members either. */
function inherited(user: User, object: string): ObjectPermissions | undefined {
  if (object === 'OpportunityContactRole') return user.objects['Opportunity'];
  return object === 'CampaignMember' && user.profile === 'minimum' ? user.objects['Campaign'] : undefined;
}

/** Answers every "may this user …" question of the org. */
export class Access {
  private readonly views = new WeakMap<User, Map<string, ObjectView>>();
  private viewsOf = -1;
  private cached = this.views;

  constructor(
    private readonly schema: OrgSchema,
    private readonly sharing: Readonly<Record<string, Sharing>>,
  ) {}

  has(user: User, permission: UserPermission): boolean {
    const set = user.permissions[permission];
    if (set !== undefined) return set;
    return user.profile === 'administrator' && !notByProfile.has(permission);
  }

  objectPermissions(user: User, object: string): ObjectPermissions {
    const schema = this.schema.object(object);
    if (schema === undefined) return nothing;
    if (!schema.permissionable) {
      const read = schema.needsViewSetup !== true || this.has(user, 'ViewSetup');
      return { ...nothing, read, viewAll: true };
    }
    if (this.has(user, 'ModifyAllData') && user.objects[object] === undefined) return everything;
    const listed = user.objects[object] ?? inherited(user, object);
    if (object === 'Task') return this.taskPermissions(user, listed);
    return listed ?? (user.profile === 'administrator' ? everything : nothing);
  }

  canReadObject(user: User, object: string): boolean {
    return this.objectPermissions(user, object).read;
  }

  fieldAccess(user: User, object: string, field: FieldSchema): FieldAccess {
    if (!this.canReadObject(user, object)) return 'none';
    if (!field.permissionable) return 'edit';
    const granted = user.fields[`${object}.${field.name}`] ?? (field.grantedOnly ? 'none' : user.defaultFieldAccess);
    return granted === 'none' && user.objects[object]?.viewAllFields === true ? 'read' : granted;
  }

  /** `View All Fields` of the object, or an administrator from whom nothing of it is hidden. */
  viewsAllFields(user: User, object: string): boolean {
    const schema = this.schema.object(object);
    const permissions = this.objectPermissions(user, object);
    if (schema === undefined || !permissions.read) return false;
    if (permissions.viewAllFields !== undefined) return permissions.viewAllFields;
    const fields = [...schema.fields.values()];
    return (
      user.profile === 'administrator' && fields.every((field) => this.fieldAccess(user, object, field) !== 'none')
    );
  }

  /** Undefined when the user may not read the object, or there is none of this name. */
  view(user: User, objectName: string): ObjectView | undefined {
    if (this.viewsOf !== this.schema.version) {
      this.cached = new WeakMap();
      this.viewsOf = this.schema.version;
    }
    const ofUser = this.cached.get(user) ?? new Map<string, ObjectView>();
    this.cached.set(user, ofUser);
    const known = ofUser.get(objectName);
    if (known !== undefined) return known;
    const schema = this.schema.object(objectName);
    if (schema === undefined || !this.canReadObject(user, schema.name)) return undefined;
    const view = this.build(user, schema);
    ofUser.set(objectName, view);
    return view;
  }

  canReadRecord(user: User, object: ObjectSchema, record: OrgRecord): boolean {
    const permissions = this.objectPermissions(user, object.name);
    if (!permissions.read) return false;
    return (
      permissions.viewAll ||
      permissions.modifyAll ||
      this.has(user, 'ViewAllData') ||
      this.sharingOf(object.name) !== 'private' ||
      record['OwnerId'] === user.id
    );
  }

  canEditRecord(user: User, object: ObjectSchema, record: OrgRecord): boolean {
    const permissions = this.objectPermissions(user, object.name);
    if (!permissions.edit) return false;
    return (
      permissions.modifyAll ||
      record['OwnerId'] === user.id ||
      this.sharingOf(object.name).startsWith('public-read-write')
    );
  }

  /** A new owner needs more than the right to edit (salesforce-api.md §6, "Transfer"). */
  canTransferRecord(user: User, object: ObjectSchema, record: OrgRecord): boolean {
    if (!this.canEditRecord(user, object, record)) return false;
    return (
      this.objectPermissions(user, object.name).modifyAll ||
      record['OwnerId'] === user.id ||
      this.has(user, 'TransferAnyEntity') ||
      (object.name === 'Lead' && this.has(user, 'TransferAnyLead')) ||
      object.name === 'Task' ||
      this.sharingOf(object.name) === 'public-read-write-transfer'
    );
  }

  sharingOf(object: string): Sharing {
    return this.sharing[object] ?? (object === 'Lead' ? 'public-read-write-transfer' : 'public-read-write');
  }

  /** Tasks are everybody's to read; writing them is a permission of its own, EditTask (salesforce-api.md §5.1). */
  private taskPermissions(user: User, listed: ObjectPermissions | undefined): ObjectPermissions {
    const mayEdit = this.has(user, 'EditTask');
    const base = listed ?? { ...everything, viewAll: false, modifyAll: false };
    return { ...base, create: base.create && mayEdit, edit: base.edit && mayEdit, delete: base.delete && mayEdit };
  }

  private build(user: User, schema: ObjectSchema): ObjectView {
    const permissions = this.objectPermissions(user, schema.name);
    const fields = new Map<string, FieldSchema>();
    for (const field of schema.fields.values()) {
      const access = this.fieldAccess(user, schema.name, field);
      if (access === 'none') continue;
      const writable = access === 'edit';
      fields.set(field.name, {
        ...field,
        createable: field.createable && writable && permissions.create,
        updateable: field.updateable && writable && permissions.edit,
      });
    }
    const listed = [...fields.values()];
    return {
      schema,
      permissions,
      fields,
      byLowerName: new Map(listed.map((field) => [field.name.toLowerCase(), field])),
      byRelationship: new Map(
        listed.flatMap((field) => (field.relationshipName ? [[field.relationshipName.toLowerCase(), field]] : [])),
      ),
    };
  }
}
