import { Connection } from 'jsforce/lib/connection.js';
import type { HttpMethods } from 'jsforce/lib/types/index.js';
import { concernsRights } from '../classify-error/concerns-rights.js';
import { type Failure, SalesforceError } from '../classify-error/salesforce-error.js';
import type { OrgConnectOptions, OrgSession, OrgUsage } from '../salesforce-org.js';
import { OrgTransport } from './org-transport.js';
import { readFailure, unreadableAnswer } from './read-failure.js';

export interface CallRequest {
  /** For metrics: `query`, `write`. */
  kind: string;
  /** For people. */
  attempted: string;
  method: HttpMethods;
  /** From the version root (`/limits`), from the instance (`/services/…`), or whole. */
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  content?: { type: string; bytes: Buffer };
  headers?: Record<string, string>;
  writes?: boolean;
}

export interface CallAnswer<Body> {
  status: number;
  headers: Record<string, string>;
  body: Body;
}

const encoder = new TextEncoder();
const apiUsage = /api-usage=(\d+)\/(\d+)/;

/** Every call of one org goes through here: session, time limit, counters, errors. */
export class OrgCalls {
  callsMade = 0;
  orgUsage: OrgUsage | null = null;
  dailyLimitHit = false;
  refusedRight: string | null = null;
  readonly apiVersion: string;
  readonly #connection: Connection;
  #renewal: Promise<OrgSession | null> | null = null;

  constructor(
    session: OrgSession,
    private readonly options: OrgConnectOptions,
  ) {
    this.apiVersion = session.apiVersion;
    this.#connection = new Connection({
      instanceUrl: session.instanceUrl,
      accessToken: session.accessToken,
      version: session.apiVersion,
      ...(options.client === undefined ? {} : { callOptions: { client: options.client } }),
    });
  }

  get instanceUrl(): string {
    return this.#connection.instanceUrl;
  }

  /** An answer with a JSON body; anything else is an error. */
  async json<Body extends object>(request: CallRequest): Promise<Body> {
    return (await this.answer<Body>(request)).body;
  }

  /** As `json`, with status and headers; a 204 or 304 has no body. */
  async answer<Body extends object>(request: CallRequest): Promise<CallAnswer<Body>> {
    const token = this.#connection.accessToken;
    try {
      return await this.#callOnce<Body>(request);
    } catch (error) {
      if (!(error instanceof SalesforceError) || !isRefusedSession(error)) throw error;
      if (!(await this.#renew(token))) throw error;
      return this.#callOnce<Body>(request);
    }
  }

  async #callOnce<Body extends object>(request: CallRequest): Promise<CallAnswer<Body>> {
    await this.options.beforeCall?.();
    const transport = new OrgTransport(this.options.timeoutMs, bytesOf(request));
    const startedAt = performance.now();
    const call = { attempted: request.attempted, writes: request.writes ?? false };
    this.callsMade += 1;
    try {
      const body = await this.#connection.request<Body | string | undefined>(
        {
          method: request.method,
          url: request.path,
          headers: { accept: 'application/json', ...contentTypeOf(request), ...request.headers },
        },
        { transport },
      );
      return answerOf(body, transport, call);
    } catch (error) {
      const failure = error instanceof SalesforceError ? error : readFailure(error, transport, call);
      // What never arrived was not counted by Salesforce either.
      if (failure.code === 'CONNECTION_REFUSED') this.callsMade -= 1;
      if (failure.throttle === 'daily') this.dailyLimitHit = true;
      this.noteRefusal(failure);
      throw failure;
    } finally {
      this.#noteUsage(transport);
      this.options.onCall?.({
        kind: request.kind,
        status: transport.status,
        milliseconds: performance.now() - startedAt,
      });
    }
  }

  /** Of a whole call, or of one part or record of an answered one. */
  noteRefusal(failure: Failure): void {
    if (concernsRights(failure)) this.refusedRight = failure.code;
  }

  #noteUsage(transport: OrgTransport): void {
    const [, used, limit] = apiUsage.exec(transport.headers['sforce-limit-info'] ?? '') ?? [];
    if (used !== undefined && limit !== undefined) this.orgUsage = { used: Number(used), limit: Number(limit) };
  }

  /** Calls that run side by side share one renewal. */
  async #renew(refusedToken: string | null | undefined): Promise<boolean> {
    if (this.#connection.accessToken !== refusedToken) return true;
    this.#renewal ??= (this.options.renewSession?.() ?? Promise.resolve(null)).finally(() => {
      this.#renewal = null;
    });
    const session = await this.#renewal;
    if (session === null) return false;
    this.#connection.accessToken = session.accessToken;
    // An org can move between a refresh and the next.
    this.#connection.instanceUrl = session.instanceUrl;
    return true;
  }
}

function answerOf<Body extends object>(
  body: Body | string | undefined,
  transport: OrgTransport,
  call: { attempted: string; writes: boolean },
): CallAnswer<Body> {
  const status = transport.status ?? 0;
  if (status === 204 || status === 304) return { status, headers: transport.headers, body: {} as Body };
  if (status > 300 || typeof body !== 'object' || body === null) throw unreadableAnswer(transport, call);
  return { status, headers: transport.headers, body };
}

function bytesOf({ body, content }: CallRequest): Uint8Array<ArrayBuffer> | undefined {
  if (content !== undefined) return new Uint8Array(content.bytes);
  return body === undefined ? undefined : encoder.encode(JSON.stringify(body));
}

function contentTypeOf({ body, content }: CallRequest): Record<string, string> {
  if (content !== undefined) return { 'content-type': content.type };
  return body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
}

function isRefusedSession(error: SalesforceError): boolean {
  return error.errorClass === 'authentication' && (error.status === 401 || error.status === 403);
}
