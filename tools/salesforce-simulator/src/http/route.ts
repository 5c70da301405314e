import type { IncomingHttpHeaders } from 'node:http';
import type { RowFault } from '../faults/row-locks.js';
import type { CallKind } from '../journal/call-kind.js';
import type { Org, OrgUser } from '../org/org.js';

export type { OrgUser } from '../org/org.js';

export interface Session {
  readonly accessToken: string;
  /** Name of the connected app. */
  readonly app: string;
  readonly user: OrgUser;
}

/** What the OAuth part knows of a bearer token. */
export interface ResolvedSession {
  readonly userId: string;
  readonly state: 'valid' | 'expired' | 'unknown';
  /** Of a valid session. */
  readonly scopes?: readonly string[];
  readonly appName?: string;
}
export type ResolveSession = (accessToken: string) => ResolvedSession;

/** Sub-operations of one call, for the journal. */
export interface Operation {
  readonly kind: CallKind;
  readonly object: string | null;
  readonly records: number;
}

/** One HTTP request, as a handler sees it. */
export interface Call {
  readonly org: Org;
  readonly method: string;
  /** Path without query, undecoded. */
  readonly path: string;
  /** `:name` parts of the route, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON, or form fields as an object, or undefined without a body. */
  readonly body: unknown;
  readonly rawBody: string;
  /** The body as it came; for bodies that are no text. */
  readonly bytes: Buffer;
  readonly remoteAddress: string;
  /** Scheme, host and port that the client used, e.g. `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** `62.0` of a path below /services/data, else an empty string. */
  readonly version: string;
  /** Present on routes with `access: 'session'`. */
  readonly session: Session | null;
  /** Rows that a fault keeps locked, or refuses otherwise, during this call. */
  readonly locked: RowFault;
  /** Tells the journal what the call did; may be called several times. */
  note(operation: Operation): void;
}

/** `body` is sent as JSON, `text` as it is; neither means an empty answer. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly text?: { readonly contentType: string; readonly content: string };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'HEAD';
  /** `/services/data/:version/sobjects/:object`; `:version` matches `v62.0` and is checked before the handler. */
  readonly path: string;
  readonly kind: CallKind;
  /** `session` wants a valid bearer token, counts towards the daily limit and gets `Sforce-Limit-Info`. */
  readonly access: 'session' | 'public';
  handle(call: Call): Answer | Promise<Answer>;
}

/** The signed-in user of a route with `access: 'session'`. */
export function callerOf(call: Pick<Call, 'session'>): OrgUser {
  if (call.session === null) throw new Error('This route was registered without access: session.');
  return call.session.user;
}
