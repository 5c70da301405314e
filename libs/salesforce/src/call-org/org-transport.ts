import { PassThrough } from 'node:stream';
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types/index.js';
import { sendText } from './send-text.js';

/**
 * Carries one call for jsforce, and keeps what jsforce drops: the status. jsforce's own transport opens a connection per
 * request, repeats some requests silently, does not count the body into its timeout and waits for ever on a body that
 * breaks off. Source: salesforce-api.md §3.8.
 */
export class OrgTransport {
  /** Null until an answer came. */
  status: number | null = null;
  headers: Record<string, string> = {};

  constructor(
    private readonly timeoutMs: number,
    /** The body, which jsforce does not see: it would count a text's bytes, and fetch count and make them once more. */
    private readonly bytes?: Uint8Array<ArrayBuffer>,
  ) {}

  httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: this.#send(request) }));
  }

  async #send(request: HttpRequest): Promise<HttpResponse> {
    const { url, method, headers } = request;
    const body = this.bytes === undefined ? {} : { body: this.bytes };
    const answer = await sendText({ url, method, headers: headers ?? {}, ...body }, this.timeoutMs);
    this.status = answer.status;
    this.headers = answer.headers;
    return { statusCode: answer.status, headers: answer.headers, body: answer.body };
  }
}
