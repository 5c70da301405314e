import { cloudEventAttributes, type CloudEvent } from '@ce/contracts';
import { problemsOf } from './problems-of.js';
import type { RawMessage } from './raw-message.js';

export type Decoded =
  | { kind: 'event'; event: CloudEvent }
  /** Nothing to read by design: the tombstone of a compacted topic. */
  | { kind: 'empty' }
  | { kind: 'unreadable'; reason: string };

const STRUCTURED = 'application/cloudevents+json';

/** Reads the envelope; the data is checked later, by its type. Takes binary and structured mode. */
export function decodeMessage(message: RawMessage): Decoded {
  if (message.value === null) return { kind: 'empty' };
  const body = parseJson(message.value);
  if (body === undefined) return { kind: 'unreadable', reason: 'The body is not JSON.' };
  return message.headers['content-type']?.toLowerCase().startsWith(STRUCTURED)
    ? readStructured(message, body)
    : readBinary(message, body);
}

function readStructured(message: RawMessage, body: unknown): Decoded {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { kind: 'unreadable', reason: 'The body is not one CloudEvent as a JSON object.' };
  }
  const { data, ...attributes } = body as Record<string, unknown>;
  return readEnvelope(message, attributes, data);
}

function readBinary(message: RawMessage, data: unknown): Decoded {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (name.startsWith('ce_')) attributes[name.slice(3)] = value;
  }
  if (attributes['specversion'] === undefined) {
    return { kind: 'unreadable', reason: 'It is no CloudEvent: the header ce_specversion is missing.' };
  }
  const contentType = message.headers['content-type']?.split(';')[0]?.trim();
  return readEnvelope(message, { ...attributes, datacontenttype: contentType }, data);
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
