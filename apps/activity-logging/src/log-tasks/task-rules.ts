import { findField, type ObjectDescribe, type TaskSettings } from '@ce/field-mapping';
import type { SalesforceOrg } from '@ce/salesforce';
import type { TrackedConnection } from '../track-connections/connections.js';
import { readOrgCustoms } from './read-org-customs.js';

interface Read {
  generation: string;
  staleAt: number;
  settings: TaskSettings;
}

/** Orders of magnitude more connections than this do not send emails within one hour through one process. */
const MOST_KEPT = 500;

/** What an org's Tasks are like: fields, lengths, a closed status, the time zone, the event-id field. Two calls, then kept. */
export class TaskRules {
  readonly #read = new Map<string, Read>();

  /** @param keepMs how long a description is believed. Milliseconds. */
  constructor(private readonly keepMs: number) {}

  async of(connection: TrackedConnection, org: SalesforceOrg): Promise<TaskSettings> {
    const { connectionId, activityEventIdField } = connection.state;
    const known = this.#read.get(connectionId);
    if (known !== undefined && known.generation === connection.generation && known.staleAt > Date.now()) {
      return known.settings;
    }
    const describe = withOnlyOurFields(await org.describe('Task'), activityEventIdField);
    const settings: TaskSettings = {
      describe,
      ...(await readOrgCustoms(org)),
      eventIdField: usableEventIdField(describe, activityEventIdField),
    };
    this.#keep(connectionId, {
      generation: connection.generation,
      staleAt: Date.now() + this.keepMs,
      settings,
    });
    return settings;
  }

  /** Salesforce contradicted what was read. */
  forget(connectionId: string): void {
    this.#read.delete(connectionId);
  }

  #keep(connectionId: string, read: Read): void {
    this.#read.delete(connectionId);
    this.#read.set(connectionId, read);
    const [oldest] = this.#read.keys();
    if (this.#read.size > MOST_KEPT && oldest !== undefined) this.#read.delete(oldest);
  }
}

const ourFields = ['WhoId', 'Subject', 'Description', 'ActivityDate', 'Status', 'Priority', 'TaskSubtype'];

/** A describe of Task has a hundred fields and more; seven are kept for as long as the process lives. */
function withOnlyOurFields(describe: ObjectDescribe, eventIdField: string | null): ObjectDescribe {
  const wanted = [...ourFields, ...(eventIdField === null ? [] : [eventIdField])];
  return {
    name: describe.name,
    fields: wanted.flatMap((name) => findField(describe, name) ?? []),
  };
}

/** Without the field (removed, or hidden from the user) Tasks are still logged once, by looking before repeating. */
function usableEventIdField(describe: ObjectDescribe, name: string | null): string | null {
  const field = name === null ? undefined : findField(describe, name);
  return field?.externalId === true && field.createable ? field.name : null;
}
