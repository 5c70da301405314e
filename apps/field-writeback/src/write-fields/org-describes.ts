import type { ConnectionState, ObjectType } from '@ce/contracts';
import { findField, findRelationship, type ObjectDescribe, packageFieldNames } from '@ce/field-mapping';
import type { SalesforceOrg } from '@ce/salesforce';
import type { TrackedConnection } from '../track-connections/connections.js';

interface Read {
  generation: string;
  staleAt: number;
  describe: ObjectDescribe;
}

/** Two for each connection; more connections than half of this do not write within one hour through one process. */
const MOST_KEPT = 1_000;

/** What an org's leads and contacts are like, as far as we write them. One call for each, then kept. */
export class OrgDescribes {
  readonly #read = new Map<string, Read>();

  /** @param keepMs how long a description is believed. Milliseconds. */
  constructor(private readonly keepMs: number) {}

  async of(connection: TrackedConnection, type: ObjectType, org: SalesforceOrg): Promise<ObjectDescribe> {
    const key = keyOf(connection.state.connectionId, type);
    const known = this.#read.get(key);
    if (known?.generation === connection.generation && known.staleAt > Date.now()) return known.describe;
    const describe = withOnlyOurFields(await org.describe(type), connection.state);
    this.#read.delete(key);
    this.#read.set(key, { generation: connection.generation, staleAt: Date.now() + this.keepMs, describe });
    const [oldest] = this.#read.keys();
    if (this.#read.size > MOST_KEPT && oldest !== undefined) this.#read.delete(oldest);
    return describe;
  }

  /** Salesforce contradicted what was read. */
  forget(connectionId: string): void {
    for (const type of ['Lead', 'Contact'] as const) this.#read.delete(keyOf(connectionId, type));
  }
}

function keyOf(connectionId: string, type: ObjectType): string {
  return `${connectionId}/${type}`;
}

const always = [
  ...Object.values(packageFieldNames['managed-v2']),
  ...Object.values(packageFieldNames.legacy),
  ...['Id', 'IsDeleted', 'MasterRecordId', 'IsConverted', 'ConvertedContactId', 'AccountId', 'OwnerId'],
];

/** A describe has hundreds of fields; a few are kept for as long as the process lives. */
function withOnlyOurFields(describe: ObjectDescribe, { mapping }: ConnectionState): ObjectDescribe {
  const mapped = mapping.entries
    .filter((entry) => entry.objectType === describe.name)
    .filter((entry) => entry.ceField === 'do_not_contact' || entry.ceField === 'lead_owner_email')
    .map((entry) => entry.salesforceField);
  const fields = [...always, ...mapped].flatMap((path) => {
    const [first = '', second] = path.split('.');
    return (second === undefined ? findField(describe, first) : findRelationship(describe, first)) ?? [];
  });
  return { name: describe.name, fields: [...new Set(fields)] };
}
