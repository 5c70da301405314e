import { callerOf, type Answer, type Call, type Route } from '../../http/route.js';
import type { ObjectView } from '../../org/access.js';
import { viewOf } from '../records/read-record.js';
import { describeObject, summarise } from './describe-object.js';

/** describe and describeGlobal for the calling user: what is hidden is not there (salesforce-api.md §3.6). */
export function describeRoutes(): Route[] {
  const base = '/services/data/:version/sobjects';
  const firstShown = new WeakMap<ObjectView, number>();
  const get = (path: string, kind: Route['kind'], handle: (call: Call) => Answer): Route => ({
    method: 'GET',
    path: base + path,
    kind,
    access: 'session',
    handle,
  });
  return [
    get('', 'describe-global', describeGlobal),
    get('/:object', 'describe', (call) => {
      const view = viewOf(call);
      call.note({ kind: 'describe', object: view.schema.name, records: 0 });
      return { status: 200, body: { objectDescribe: summarise(view, call.version), recentItems: [] } };
    }),
    get('/:object/describe', 'describe', (call) => describe(call, firstShown)),
  ];
}

function describeGlobal(call: Call): Answer {
  const views = [...call.org.schema.all()].flatMap(({ name }) => call.org.access.view(callerOf(call), name) ?? []);
  call.note({ kind: 'describe-global', object: null, records: 0 });
  return {
    status: 200,
    body: { encoding: 'UTF-8', maxBatchSize: 200, sobjects: views.map((view) => summarise(view, call.version)) },
  };
}

/** A change of schema or permissions makes a new view, and with it a new date for `If-Modified-Since`. */
function describe(call: Call, firstShown: WeakMap<ObjectView, number>): Answer {
  const view = viewOf(call);
  const since = firstShown.get(view) ?? Math.floor(call.org.clock.now() / 1_000) * 1_000;
  firstShown.set(view, since);
  call.note({ kind: 'describe', object: view.schema.name, records: 0 });
  const asked = Date.parse(String(call.headers['if-modified-since'] ?? ''));
  const headers = { 'Last-Modified': new Date(since).toUTCString() };
  if (!Number.isNaN(asked) && asked >= since) return { status: 304, headers };
  const mayRead = (object: string) => call.org.access.canReadObject(callerOf(call), object);
  return { status: 200, body: describeObject(view, { ...call, mayRead }), headers };
}
