import type { RecordRef } from '@ce/contracts';
import { inTransaction } from '@ce/database';
import type { Outbox } from '@ce/messaging';
import type { SalesforceOrg } from '@ce/salesforce';
import type { EntityManager } from 'typeorm';
import { readable } from '../check-mappings/mapping-in-use.js';
import type { FieldsToRead } from '../check-mappings/org-fields.js';
import type { Followed } from '../import-contacts/follow-people.js';
import { type BatchTools, readRecords } from '../import-contacts/import-batch.js';
import type { TrackedConnection } from '../track-connections/store-connections.js';
import { keepRefreshClaim, type RefreshClaim } from './claim-refresh.js';
import { findChanged, refusal } from './find-changed.js';
import { mappingKeyOf } from './mapping-key.js';
import { type SeenAgain, storeChanges } from './store-changes.js';

export interface RefreshTools extends Pick<BatchTools, 'dataSource' | 'orgFields' | 'onPaused'> {
  outbox: Outbox;
  /** People who were enrolled longer ago are not looked at any more. Milliseconds. */
  enrolledWithinMs: number;
  /** False ends the refresh: another process has taken it over, or this one stops. */
  goOn: () => Promise<boolean>;
  onChanged: (changed: readonly SeenAgain[]) => void;
}

export interface RefreshedPeople {
  complete: boolean;
  looked: number;
  read: number;
  changed: number;
}

/** What one look at the org asks for: five queries of 2,000 ids in one call. */
const PAGE = 10_000;
const READ = 1_000;

/**
 * Looks through everybody who is enrolled, reads those who changed since the last time, and announces whose imported
 * values are others now (spec F8). After another mapping everybody is read, because nobody has its values yet.
 * @throws SalesforceError
 */
export async function refreshConnection(
  tools: RefreshTools,
  org: SalesforceOrg,
  connection: TrackedConnection,
  claim: RefreshClaim,
): Promise<RefreshedPeople> {
  const { connectionId } = connection;
  const total: RefreshedPeople = { complete: false, looked: 0, read: 0, changed: 0 };
  const mappingChanged = claim.mappingKey !== null && claim.mappingKey !== mappingKeyOf(connection);
  for (let after = ''; ;) {
    const people = await enrolledPeople(tools.dataSource.manager, connectionId, after, tools.enrolledWithinMs);
    if (people.length > 0) {
      const due = mappingChanged
        ? people
        : await findChanged(org, people, {
            since: claim.since,
            withAccounts: await readsAccounts(tools, org, connection),
          });
      total.looked += people.length;
      for (let start = 0; start < due.length; start += READ) {
        if (!(await tools.goOn())) return total;
        const changed = await readAgain(tools, org, connection, { claim, refs: due.slice(start, start + READ) });
        if (changed === 'taken-over') return total;
        total.changed += changed;
        total.read += Math.min(READ, due.length - start);
      }
    }
    if (people.length < PAGE) return { ...total, complete: true };
    if (!(await tools.goOn())) return total;
    after = people.at(-1)?.id ?? '';
  }
}

/**
 * Whether a contact changes with its account. Costs no call where nothing is wrong: the org is described only when its
 * account fields are known to be paused, in case somebody has mended them.
 */
async function readsAccounts(
  { orgFields }: RefreshTools,
  org: SalesforceOrg,
  connection: TrackedConnection,
): Promise<boolean> {
  const ofAccount = (path: string) => path.startsWith('Account.');
  const mapped = readable(connection.mapping).entries.some(
    ({ objectType, salesforceField }) => objectType === 'Contact' && ofAccount(salesforceField),
  );
  if (!mapped) return false;
  const known = orgFields.known(connection);
  if (known === undefined || known.select.Contact.some(ofAccount)) return true;
  return (await orgFields.fieldsOf(org, connection)).select.Contact.some(ofAccount);
}

/** Whoever was overtaken while it read stores nothing: what it has may be older than what is stored by now. */
async function readAgain(
  tools: RefreshTools,
  org: SalesforceOrg,
  connection: TrackedConnection,
  { claim, refs }: { claim: RefreshClaim; refs: readonly RecordRef[] },
): Promise<number | 'taken-over'> {
  const { fields, followed } = await readRecords(tools, org, connection, refs);
  const seen = refs.flatMap((named): SeenAgain[] => seenAgain(named, followed.get(named.id), fields));
  const changed = await inTransaction(tools.dataSource, async (manager) => {
    if (!(await keepRefreshClaim(manager, claim))) return undefined;
    return storeChanges(manager, tools.outbox, connection.connectionId, seen);
  });
  if (changed === undefined) return 'taken-over';
  tools.onChanged(changed);
  return changed.length;
}

/** The deleted and the hidden have no values to tell; what is told of them stays as it was. */
function seenAgain(named: RecordRef, followed: Followed | undefined, { unusable }: FieldsToRead): SeenAgain[] {
  if (followed?.kind === 'refused') throw refusal(followed.error);
  if (followed?.kind !== 'found') return [];
  const { record } = followed.person;
  return unusable[record.objectType] === undefined ? [{ named, record }] : [];
}

function enrolledPeople(
  manager: EntityManager,
  connectionId: string,
  after: string,
  withinMs: number,
): Promise<RecordRef[]> {
  return manager.query(
    `select distinct record_id collate "C" as id, object_type as type from enrollment
     where connection_id = $1 and record_id collate "C" > $2 and enrolled_at > now() - make_interval(secs => $3)
     order by 1 limit ${PAGE}`,
    [connectionId, after, withinMs / 1_000],
  );
}
