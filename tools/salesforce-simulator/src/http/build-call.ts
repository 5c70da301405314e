import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Org } from '../org/org.js';
import type { Call, Operation, Session } from './route.js';

export interface CallParts {
  readonly org: Org;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  readonly version: string;
  readonly body: unknown;
  readonly rawBody: string;
  readonly bytes: Buffer;
  readonly origin: string;
  readonly remoteAddress: string;
  readonly session: Session | null;
  readonly locked: Call['locked'];
  readonly operations: Operation[];
}

export function buildCall({ url, operations, ...parts }: CallParts): Call {
  const { path, query } = splitUrl(url);
  return { ...parts, path, query, note: (operation) => void operations.push(operation) };
}

export function splitUrl(url: string): { path: string; query: URLSearchParams } {
  const mark = url.indexOf('?');
  return mark < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}

/** Under which address the client reached us; a proxy may have changed it on the way. */
export function originOf(request: IncomingMessage): string {
  const proto = request.headers['x-forwarded-proto'];
  return `${typeof proto === 'string' ? proto : 'http'}://${request.headers.host ?? '127.0.0.1'}`;
}
