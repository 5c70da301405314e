import { cloudEventAttributes, type CloudEvent } from '@ce/contracts';
import { mediaType } from './media-type.js';
import { problemsOf } from './problems-of.js';
import type { RawMessage } from './raw-message.js';

export type Decoded =
  | { kind: 'event'; event: CloudEvent }
  /** Nothing to read by design: the tombstone of a compacted topic. */
  | { kind: 'empty' }
  | { kind: 'unreadable'; reason: string };

const STRUCTURED = 'application/cloudevents+json';
/** What other formats and batches of CloudEvents begin with. Source: CloudEvents Kafka binding 1.0.2, §3. */
const ANY_FORMAT = 'application/cloudevents';

/** Reads the envelope; the data is checked later, by its type. Takes binary and structured mode. */
export function decodeMessage(message: RawMessage): Decoded {
  if (message.value === null) return { kind: 'empty' };
  const contentType = mediaType(message.headers['content-type']);
  if (contentType !== STRUCTURED && contentType?.startsWith(ANY_FORMAT)) {
    return { kind: 'unreadable', reason: `The content type ${contentType} is not read here; send ${STRUCTURED}.` };
  }
  const body = parseJson(message.value);
  if (body === undefined) return { kind: 'unreadable', reason: 'The body is not JSON.' };
  return contentType === STRUCTURED ? readStructured(message, body) : readBinary(message, body, contentType);
}

function readStructured(message: RawMessage, body: unknown): Decoded {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { kind: 'unreadable', reason: 'The body is not one CloudEvent as a JSON object.' };
  }
  const { data, ...attributes } = body as Record<string, unknown>;
  const { datacontenttype } = attributes;
  const type = typeof datacontenttype === 'string' ? mediaType(datacontenttype) : datacontenttype;
  return readEnvelope(message, { ...attributes, datacontenttype: type }, data);
}

function readBinary(message: RawMessage, data: unknown, datacontenttype: string | undefined): Decoded {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (name.startsWith('ce_')) attributes[name.slice(3)] = value;
  }
  if (attributes['specversion'] === undefined) {
    return { kind: 'unreadable', reason: 'It is no CloudEvent: the header ce_specversion is missing.' };
  }
  return readEnvelope(message, { ...attributes, datacontenttype }, data);
}

function readEnvelope(message: RawMessage, attributes: Record<string, unknown>, data: unknown): Decoded {
  const keyed = { ...attributes, partitionkey: attributes['partitionkey'] ?? message.key ?? undefined };
  const result = cloudEventAttributes.safeParse(keyed);
  if (!result.success) return { kind: 'unreadable', reason: `CloudEvents attributes: ${problemsOf(result.error)}.` };
  return { kind: 'event', event: { ...result.data, data } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
