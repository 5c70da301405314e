import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FaultEffect } from '../faults/fault.js';
import { rowLocks } from '../faults/row-locks.js';
import { admitCall, invalidSession } from './admit-call.js';
import { checkVersion, versionWarning } from './api-version.js';
import { buildCall, originOf, splitUrl } from './build-call.js';
import { parseBody, readBody, requireJson, tooLong } from './read-request.js';
import { writeEntry } from './record-call.js';
import { refusal, send } from './render-answer.js';
import type { Answer, Operation, Route, Session } from './route.js';
import type { Match, Router } from './router.js';
import { notFound, SalesforceFault } from './salesforce-fault.js';
import type { ServerContext } from './server-context.js';

type Outcome = { kind: 'answer'; answer: Answer } | { kind: 'drop' };

/** One request on its way: what is known so far, for the journal and the headers. */
export interface Progress {
  readonly method: string;
  readonly path: string;
  readonly startedAt: number;
  readonly operations: Operation[];
  route: Route | null;
  session: Session | null;
  effects: readonly FaultEffect[];
  counted: boolean;
  version: string;
}

export async function handleRequest(
  context: ServerContext,
  router: Router,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const progress: Progress = {
    method: request.method ?? 'GET',
    path: splitUrl(request.url ?? '/').path,
    startedAt: performance.now(),
    operations: [],
    route: null,
    session: null,
    effects: [],
    counted: false,
    version: '',
  };
  let outcome: Outcome;
  let end = (): void => undefined;
  try {
    const bytes = await readBody(request);
    const { route, params } = resolveRoute(context, router, request, progress);
    if (route.access === 'session') end = admit(context, request, progress, params);
    outcome = await carryOut(context, request, progress, route, params, bytes);
  } catch (error) {
    outcome = { kind: 'answer', answer: refusal(error, progress.path) };
  } finally {
    end();
    context.org.state.flush();
  }
  writeEntry(context, progress, request, outcome);
  if (outcome.kind === 'drop') request.socket.destroy();
  else send(response, outcome.answer, headersOf(context, progress));
}

function resolveRoute(context: ServerContext, router: Router, request: IncomingMessage, progress: Progress) {
  const excess = tooLong(request);
  if (excess !== null)
    throw new SalesforceFault(
      excess,
      excess === 414 ? 'URI_TOO_LONG' : 'REQUEST_HEADER_TOO_LARGE',
      'The address or the headers are too long.',
    );
  const match: Match = router.match(progress.method, progress.path);
  if (match.kind !== 'found') admitStray(context, request, progress);
  if (match.kind === 'missing') throw notFound();
  if (match.kind === 'wrong-method')
    throw new SalesforceFault(
      405,
      'METHOD_NOT_ALLOWED',
      `HTTP Method '${progress.method}' not allowed. Allowed are ${match.allowed.join(',')}`,
    );
  progress.route = match.route;
  return match;
}

/** Below a version, who calls is asked before what for: without a session even an address that leads nowhere is 401. */
function admitStray(context: ServerContext, request: IncomingMessage, progress: Progress): void {
  const version = /^\/services\/data\/([^/]+)\/./.exec(progress.path)?.[1];
  if (version === undefined) return;
  progress.session = admitCall(request.headers, context.org, context.resolveSession);
  progress.version = checkVersion(version);
}

/** Session, version and allowance; the returned function ends a long request. */
function admit(
  context: ServerContext,
  request: IncomingMessage,
  progress: Progress,
  params: Readonly<Record<string, string>>,
): () => void {
  progress.session = admitCall(request.headers, context.org, context.resolveSession);
  if (params['version'] !== undefined) progress.version = checkVersion(params['version']);
  const end = context.longRequests.begin();
  try {
    context.usage.take(progress.session.app);
  } catch (error) {
    end();
    throw error;
  }
  progress.counted = true;
  return end;
}

async function carryOut(
  context: ServerContext,
  request: IncomingMessage,
  progress: Progress,
  route: Route,
  params: Readonly<Record<string, string>>,
  bytes: Buffer,
): Promise<Outcome> {
  progress.effects = context.faults.strike(route.kind, progress.path);
  const early = await beforeWork(context, progress);
  if (early !== null) return early;
  const rawBody = bytes.toString('utf8');
  // The Reports API refuses in words of its own, and a deployment is no JSON.
  const dataApi = route.access === 'session' && !/^(?:report-|metadata)/.test(route.kind);
  if (dataApi) requireJson(rawBody, request.headers['content-type']);
  const call = buildCall({
    org: context.org,
    method: progress.method,
    url: request.url ?? '/',
    headers: request.headers,
    params,
    version: progress.version,
    body: parseBody(rawBody, request.headers['content-type']),
    rawBody,
    bytes,
    origin: originOf(request),
    remoteAddress: request.socket.remoteAddress ?? '',
    session: progress.session,
    locked: rowLocks(progress.effects),
    operations: progress.operations,
  });
  const answer = await route.handle(call);
  const lost = progress.effects.some((effect) => effect.type === 'drop');
  return lost ? { kind: 'drop' } : { kind: 'answer', answer };
}

/** Faults that leave the work undone; null when the work may start. */
async function beforeWork(context: ServerContext, progress: Progress): Promise<Outcome | null> {
  for (const effect of progress.effects) {
    if (effect.type === 'latency') await wait(effect.milliseconds + Math.random() * effect.jitter);
    if (effect.type === 'drop' && effect.when === 'before-commit') return { kind: 'drop' };
    if (effect.type === 'error') throw new SalesforceFault(effect.status, effect.errorCode, effect.message);
    if (effect.type === 'html')
      return {
        kind: 'answer',
        answer: { status: effect.status, text: { contentType: 'text/html', content: outagePage } },
      };
    if (effect.type === 'expire-session') {
      if (progress.session !== null) context.expireSession(progress.session.accessToken);
      throw invalidSession();
    }
  }
  return null;
}

const outagePage =
  '<html><head><title>Service unavailable</title></head><body><h1>We are down for maintenance.</h1></body></html>';

function headersOf(context: ServerContext, progress: Progress): Record<string, string> {
  const { session } = progress;
  return {
    Date: new Date(context.org.clock.now()).toUTCString(),
    ...(session !== null && progress.path.startsWith('/services/data') && context.usage.header(session.app)),
    ...(progress.version !== '' && versionWarning(progress.version)),
  };
}
