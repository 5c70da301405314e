import { acceptsUnchanged, cloudEventAttributes, type CloudEvent } from '@ce/contracts';
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

/** Header of the binary mode → attribute. The data's own type has a header of another name. */
const carried = Object.keys(cloudEventAttributes.shape)
  .filter((name) => name !== 'datacontenttype')
  .map((name) => [`ce_${name}`, name] as const);

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
  const attributes: Record<string, unknown> = {};
  for (const [header, name] of carried) {
    const value = message.headers[header];
    if (value !== undefined) attributes[name] = value;
  }
  if (attributes['specversion'] === undefined) {
    return { kind: 'unreadable', reason: 'It is no CloudEvent: the header ce_specversion is missing.' };
  }
  if (datacontenttype !== undefined) attributes['datacontenttype'] = datacontenttype;
  return readEnvelope(message, attributes, data);
}

/** @param attributes are this function's to change */
function readEnvelope(message: RawMessage, attributes: Record<string, unknown>, data: unknown): Decoded {
  attributes['partitionkey'] ??= message.key ?? undefined;
  if (acceptsUnchanged(cloudEventAttributes, attributes)) {
    return { kind: 'event', event: Object.assign(attributes, { data }) };
  }
  const result = cloudEventAttributes.safeParse(attributes);
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
