import { followRecords, movesOf } from '@ce/delivery';
import { findField, soqlText, type TaskSettings } from '@ce/field-mapping';
import { type SalesforceOrg, SalesforceError } from '@ce/salesforce';
import { type ExistingTask, matchTasks } from './match-tasks.js';
import type { PlannedTask } from './plan-tasks.js';

/** The two clocks need not agree, and Salesforce keeps whole seconds. */
const CLOCK_DIFFERENCE_MS = 15 * 60_000;
/** An external id has up to 255 characters, a query up to 100,000 (salesforce-api.md §3.1). */
const EVENT_IDS_PER_QUERY = 350;

export interface Looked {
  /** Activity id → the Task that an earlier attempt left behind. */
  found: Map<string, string>;
  /** Record → where it went, where the look had to find out. */
  moves: Map<string, string>;
}

/** Of these Task ids those that are recorded as some activity's. */
type Taken = (taskIds: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * For rows whose earlier attempt may have been carried out: is its Task there? By the event id where the org has the
 * field, and by what the Task says where that finds nothing: the field can be younger than the attempt. A Task that
 * somebody deleted meanwhile was made all the same and counts, or it would come back; so does one that Salesforce has
 * archived because it is of last year (salesforce-api.md §5.1).
 *
 * @throws SalesforceError also when the user may not read what is needed: then nobody can tell
 */
export async function lookForTasks(
  org: SalesforceOrg,
  planned: readonly PlannedTask[],
  settings: TaskSettings,
  taken: Taken,
): Promise<Looked> {
  const { eventIdField } = settings;
  const found = eventIdField === null ? new Map<string, string>() : await byEventId(org, planned, eventIdField);
  const unfound = planned.filter(({ row }) => !found.has(row.id));
  if (unfound.length === 0) return { found, moves: new Map() };
  const { found: alsoFound, moves } = await byText(org, unfound, settings, taken);
  return { found: new Map([...found, ...alsoFound]), moves };
}

async function byText(
  org: SalesforceOrg,
  planned: readonly PlannedTask[],
  { describe, eventIdField }: TaskSettings,
  taken: Taken,
): Promise<Looked> {
  const moves = movesOf(
    await followRecords(
      org,
      planned.map(({ whoId }) => whoId),
    ),
  );
  const people = [...planned.map(({ whoId }) => whoId), ...moves.values()];
  const since = Math.min(...planned.map(({ row }) => row.createdAt.getTime())) - CLOCK_DIFFERENCE_MS;
  const fields = ['Subject', 'ActivityDate', 'Description'].filter((name) => findField(describe, name));
  // A Task that has an event id is that event's.
  const anonymous = eventIdField === null ? '' : ` AND ${eventIdField} = null`;
  const tasks = await org.queryByIds<ExistingTask>(
    people,
    (ids) =>
      `SELECT ${['Id', 'WhoId', 'IsDeleted', ...fields].join(', ')} FROM Task ` +
      `WHERE WhoId IN (${ids}) AND CreatedDate >= ${new Date(since).toISOString().slice(0, 19)}Z${anonymous}`,
    { deletedToo: true },
  );
  const recorded = await taken(tasks.map((task) => task.Id));
  const free = tasks.filter((task) => !recorded.has(task.Id));
  return { found: matchTasks(planned, presentFirst(free), moves), moves };
}

interface FoundTask {
  Id: string;
  IsDeleted: boolean;
  [eventIdField: string]: unknown;
}

/** Where a deleted Task and one that is there both fit, the latter is the email's. */
function presentFirst<Task extends { readonly IsDeleted: boolean }>(tasks: readonly Task[]): Task[] {
  return [...tasks.filter((task) => !task.IsDeleted), ...tasks.filter((task) => task.IsDeleted)];
}

async function byEventId(
  org: SalesforceOrg,
  planned: readonly PlannedTask[],
  field: string,
): Promise<Map<string, string>> {
  const soqls: string[] = [];
  for (let start = 0; start < planned.length; start += EVENT_IDS_PER_QUERY) {
    const ids = planned.slice(start, start + EVENT_IDS_PER_QUERY).map(({ fields }) => soqlText(String(fields[field])));
    soqls.push(`SELECT Id, IsDeleted, ${field} FROM Task WHERE ${field} IN (${ids.join(',')})`);
  }
  const taskIds = new Map<string, string>();
  for (const answer of await org.queryMany<FoundTask>(soqls, { deletedToo: true })) {
    if (answer.kind === 'refused')
      throw new SalesforceError({ ...answer.error, attempted: 'look for tasks', status: 200 });
    for (const task of presentFirst(answer.rows)) {
      const eventId = String(task[field]).toLowerCase();
      if (!taskIds.has(eventId)) taskIds.set(eventId, task.Id);
    }
  }
  const found = new Map<string, string>();
  for (const { row, fields } of planned) {
    const taskId = taskIds.get(String(fields[field]).toLowerCase());
    if (taskId !== undefined) found.set(row.id, taskId);
  }
  return found;
}
