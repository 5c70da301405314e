import { callerOf, type Answer, type Call, type Route } from '../../http/route.js';
import { SalesforceFault } from '../../http/salesforce-fault.js';
import { QueryCursors, type Page } from './query-cursors.js';
import { runQuery } from './run-query.js';
import { malformed } from './soql-fault.js';

/** `query`, `queryAll` and the pages that follow (salesforce-api.md §3.1). */
export function queryRoutes(): Route[] {
  const cursors = new QueryCursors();
  const base = '/services/data/:version';
  const get = (path: string, kind: Route['kind'], handle: (call: Call) => Answer): Route => ({
    method: 'GET',
    path: `${base}/${path}`,
    kind,
    access: 'session',
    handle,
  });
  return [
    get('query', 'query', (call) => answerQuery(cursors, call, false)),
    get('queryAll', 'query', (call) => answerQuery(cursors, call, true)),
    get('query/:locator', 'query-more', (call) => answerMore(cursors, call)),
    get('queryAll/:locator', 'query-more', (call) => answerMore(cursors, call)),
  ];
}

function answerQuery(cursors: QueryCursors, call: Call, includeDeleted: boolean): Answer {
  const soql = call.query.get('q');
  if (soql === null) throw malformed('A query must be given in the parameter q.');
  const user = callerOf(call);
  const run = runQuery(call.org, user, soql, { version: call.version, includeDeleted });
  const note = (records: number) => call.note({ kind: 'query', object: run.object, records });
  if (run.kind === 'count') {
    note(0);
    return { status: 200, body: { totalSize: run.count, done: true, records: [] } };
  }
  if (run.kind === 'aggregates') {
    note(run.records.length);
    return { status: 200, body: { totalSize: run.records.length, done: true, records: run.records } };
  }
  const page = cursors.open(call.org, user.id, run, batchSizeOf(call));
  note(page.records.length);
  return { status: 200, body: bodyOf(call, page) };
}

function answerMore(cursors: QueryCursors, call: Call): Answer {
  const page = cursors.more(call.org, callerOf(call).id, call.params['locator'] ?? '');
  if (page === undefined)
    throw new SalesforceFault(
      call.org.description.switches.queryLocatorStatus,
      'INVALID_QUERY_LOCATOR',
      'invalid query locator',
    );
  call.note({ kind: 'query-more', object: null, records: page.records.length });
  return { status: 200, body: bodyOf(call, page) };
}

function bodyOf(call: Call, { totalSize, done, locator, records }: Page): Record<string, unknown> {
  const next = locator === null ? {} : { nextRecordsUrl: `/services/data/v${call.version}/query/${locator}` };
  return { totalSize, done, ...next, records };
}

/** 200 to 2,000, a wish that Salesforce bends into range; wide rows come in smaller batches than that. */
function batchSizeOf(call: Call): number {
  const { queryBatchRows } = call.org.description.limits;
  const wish = /batchSize=(\d+)/i.exec(String(call.headers['sforce-query-options'] ?? ''))?.[1];
  return Math.min(queryBatchRows, wish === undefined ? 2_000 : Math.max(200, Number(wish)));
}
