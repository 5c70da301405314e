import type { ObjectType } from '@ce/contracts';
import { findPackageField, type ObjectDescribe } from '@ce/field-mapping';
import { SalesforceError, type SalesforceOrg } from '@ce/salesforce';
import type { TrackedConnection } from '../track-connections/store-connections.js';
import { type MappingInUse, mappingInUse, type PeopleDescribes } from './mapping-in-use.js';

interface Known {
  version: number;
  until: number;
  describes: PeopleDescribes;
  /** `Contact:Account.Segment__c`: paths that a query was refused for, which describes of related objects would show. */
  hidden: Set<string>;
}

export interface FieldsToRead extends MappingInUse {
  /** The package's status field by object type, where the org has one. */
  statusField: Partial<Record<ObjectType, string>>;
}

/** What each connection's org says of its fields, kept for a while: two calls an hour, not two a batch. */
export class OrgFields {
  readonly #known = new Map<string, Known>();

  constructor(private readonly keepMs: number) {}

  /** Paused entries are looked at again six times as often, in case somebody has mended them. */
  async fieldsOf(org: Pick<SalesforceOrg, 'describe'>, connection: TrackedConnection): Promise<FieldsToRead> {
    const { connectionId, version } = connection;
    let known = this.#known.get(connectionId);
    if (known === undefined || known.version !== version || known.until < Date.now()) {
      const [Lead, Contact] = await Promise.all([describePeople(org, 'Lead'), describePeople(org, 'Contact')]);
      known = { version, until: 0, describes: { Lead, Contact }, hidden: new Set() };
      this.#known.set(connectionId, known);
    }
    const fields = chooseFields(connection, known);
    if (known.until === 0) known.until = Date.now() + (fields.problems.length === 0 ? this.keepMs : this.keepMs / 6);
    return fields;
  }

  /** As `fieldsOf`, of what is known already and without a call. */
  known(connection: TrackedConnection): FieldsToRead | undefined {
    const known = this.#known.get(connection.connectionId);
    return known === undefined ? undefined : chooseFields(connection, known);
  }

  /** A query was refused for this path: it is paused until the org is described again. */
  hide(connectionId: string, objectType: ObjectType, path: string): void {
    const known = this.#known.get(connectionId);
    if (known === undefined) return;
    known.hidden.add(`${objectType}:${path}`);
    known.until = Math.min(known.until, Date.now() + this.keepMs / 6);
  }

  forget(connectionId: string): void {
    this.#known.delete(connectionId);
  }
}

function chooseFields(connection: TrackedConnection, { describes, hidden }: Known): FieldsToRead {
  const statusField: FieldsToRead['statusField'] = {};
  for (const objectType of ['Lead', 'Contact'] as const) {
    const describe = describes[objectType];
    if (describe === null) continue;
    const field = findPackageField(connection.packageVariants[objectType], 'status', describe);
    if (field !== undefined) statusField[objectType] = field.name;
  }
  const extra = { Lead: listOf(statusField.Lead), Contact: listOf(statusField.Contact) };
  return { ...mappingInUse(connection.mapping, describes, { extra, hidden }), statusField };
}

function listOf(name: string | undefined): string[] {
  return name === undefined ? [] : [name];
}

/** Null when the connected user may not see the object at all. */
async function describePeople(org: Pick<SalesforceOrg, 'describe'>, name: ObjectType): Promise<ObjectDescribe | null> {
  try {
    return await org.describe(name);
  } catch (error) {
    const hidden = error instanceof SalesforceError && ['NOT_FOUND', 'INVALID_TYPE'].includes(error.code);
    if (hidden) return null;
    throw error;
  }
}
