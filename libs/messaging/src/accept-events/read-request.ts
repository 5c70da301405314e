import type { IncomingHttpHeaders } from 'node:http';
import { mediaType } from '../consume/media-type.js';

export type ReadRequest =
  | { kind: 'events'; events: readonly unknown[]; batch: boolean }
  | { kind: 'not-cloudevents'; detail: string; fix: string };

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

/** Finds the events of a request, in any of the three content modes. Source: CloudEvents HTTP binding 1.0.2, §3. */
export function readRequest(headers: IncomingHttpHeaders, body: unknown): ReadRequest {
  const contentType = mediaType(headers['content-type']);
  if (contentType === BATCH) {
    if (Array.isArray(body)) return { kind: 'events', events: body as unknown[], batch: true };
    return notCloudEvents('The body of a batch is not a JSON array.', 'Send an array of events, also when it is one.');
  }
  if (contentType === STRUCTURED) return { kind: 'events', events: [body], batch: false };
  if (headers['ce-specversion'] !== undefined)
    return { kind: 'events', events: [readBinary(headers, body)], batch: false };
  return notCloudEvents(
    'The request carries no CloudEvent.',
    `Send ${STRUCTURED}, ${BATCH}, or application/json with ce- headers.`,
  );
}

function readBinary(headers: IncomingHttpHeaders, body: unknown): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce-') && typeof value === 'string') attributes[name.slice(3)] = decodeHeader(value);
  }
  return { ...attributes, datacontenttype: 'application/json', data: body };
}

/** Header values are percent-encoded where they hold more than printable ASCII (§3.1.3.2). */
function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function notCloudEvents(detail: string, fix: string): ReadRequest {
  return { kind: 'not-cloudevents', detail, fix };
}
