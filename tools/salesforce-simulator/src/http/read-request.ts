import type { IncomingMessage } from 'node:http';
import { SalesforceFault } from './salesforce-fault.js';

/** A request body may hold 50 MB (salesforce-api.md §3.7). */
const maxBody = 50 * 1024 * 1024;
/** URI and headers together, in bytes (salesforce-api.md §3.1). */
const maxHead = 16_384;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  if (size > maxBody)
    throw new SalesforceFault(400, 'EXCEEDED_MAX_SIZE_REQUEST', 'The request body is larger than 50 MB.');
  return Buffer.concat(chunks);
}

/** JSON or form fields by content type; undefined without a body. */
export function parseBody(raw: string, contentType: string | undefined): unknown {
  if (raw === '') return undefined;
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(raw));
  if (type !== 'application/json') return raw;
  try {
    return JSON.parse(raw) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'not JSON';
    throw new SalesforceFault(400, 'JSON_PARSER_ERROR', `Unexpected character in the request body: ${reason}`);
  }
}

/** The data API reads JSON alone; a form would otherwise pass for a record (salesforce-api.md §4). */
export function requireJson(raw: string, contentType: string | undefined): void {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (raw === '' || type === 'application/json') return;
  throw new SalesforceFault(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    `Content-Type header specified in HTTP request is not supported: ${type === '' ? 'none' : type}`,
  );
}

/** 414 for the address alone, 431 for address and headers together; null when both are short enough. */
export function tooLong(request: IncomingMessage): 414 | 431 | null {
  const uri = Buffer.byteLength(request.url ?? '');
  if (uri > maxHead) return 414;
  const headers = request.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0);
  return uri + headers > maxHead ? 431 : null;
}
