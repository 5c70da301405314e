import type { FieldAccess, ObjectPermissions, UserPermission } from './describe-users.js';
import type { DurableSection, DurableState } from './durable-state.js';
import type { OrgUser } from './org.js';
import type { OrgSchema } from './org-schema.js';

/** Rights by name, as a deployment brought them. */
export interface PermissionSet {
  readonly name: string;
  readonly label: string;
  readonly permissions: readonly UserPermission[];
  readonly objects: Readonly<Record<string, ObjectPermissions>>;
  readonly fields: Readonly<Record<string, FieldAccess>>;
}

const rank: Record<FieldAccess, number> = { none: 0, read: 1, edit: 2 };

/** The org's permission sets and who has them; both survive a restart. */
export class PermissionSets {
  private readonly sets: DurableSection<PermissionSet>;
  private readonly assigned: DurableSection<readonly string[]>;

  constructor(
    private readonly schema: OrgSchema,
    state: DurableState,
  ) {
    this.sets = state.section('permission-sets');
    this.assigned = state.section('permission-set-assignments');
  }

  get(name: string): PermissionSet | undefined {
    return new Map(this.sets.entries()).get(name);
  }

  all(): PermissionSet[] {
    return [...this.sets.entries()].map(([, set]) => set);
  }

  put(set: PermissionSet): void {
    this.sets.put(set.name, set);
  }

  assign(userId: string, names: readonly string[]): void {
    const unknown = names.find((name) => this.get(name) === undefined);
    if (unknown !== undefined) throw new Error(`There is no permission set ${unknown}; deploy it first.`);
    this.assigned.put(userId, names);
  }

  /** Which sets the user has, by name. */
  namesOf(user: OrgUser): readonly string[] {
    return new Map(this.assigned.entries()).get(user.id) ?? user.permissionSets;
  }

  /** The user with everything that the assigned sets add; sets never take away. */
  grantTo(user: OrgUser): OrgUser {
    return this.namesOf(user).reduce((granted, name) => {
      const set = this.get(name);
      return set === undefined ? granted : this.add(granted, set);
    }, user);
  }

  private add(user: OrgUser, set: PermissionSet): OrgUser {
    const objects = { ...user.objects };
    for (const [name, granted] of Object.entries(set.objects)) {
      const own = objects[name];
      // An administrator without an entry may do everything already.
      if (own === undefined && user.profile === 'administrator') continue;
      objects[name] = own === undefined ? granted : either(own, granted);
    }
    const fields = { ...user.fields };
    for (const [key, granted] of Object.entries(set.fields)) {
      const own = fields[key] ?? (this.isGrantedOnly(key) ? 'none' : user.defaultFieldAccess);
      fields[key] = rank[own] < rank[granted] ? granted : own;
    }
    const permissions = { ...user.permissions };
    for (const name of set.permissions) permissions[name] = true;
    return { ...user, permissions, objects, fields };
  }

  private isGrantedOnly(key: string): boolean {
    const [object = '', field = ''] = key.split('.');
    return this.schema.object(object)?.fields.get(field)?.grantedOnly ?? false;
  }
}

function either(own: ObjectPermissions, granted: ObjectPermissions): ObjectPermissions {
  return {
    read: own.read || granted.read,
    create: own.create || granted.create,
    edit: own.edit || granted.edit,
    delete: own.delete || granted.delete,
    viewAll: own.viewAll || granted.viewAll,
    modifyAll: own.modifyAll || granted.modifyAll,
    viewAllFields: own.viewAllFields === true || granted.viewAllFields === true,
  };
}
