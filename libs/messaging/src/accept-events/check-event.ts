import { cloudEventAttributes, type CloudEvent, correlationIdOf, inboundEvents } from '@ce/contracts';
import { mediaType } from '../consume/media-type.js';
import { problemsOf } from '../consume/problems-of.js';

export type CheckedEvent = { kind: 'sound'; event: CloudEvent } | { kind: 'refused'; problem: string; fix: string };

const byType = new Map(inboundEvents.map((definition) => [definition.type, definition]));

// CloudEvents 1.0 §3.1 leaves control characters and lone surrogates out of its strings; a transport may not carry them.
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Checks one event of a request and completes what a publisher may leave out: key, time and correlation id. */
export function checkEvent(given: unknown, now: Date): CheckedEvent {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return refused('It is not a JSON object.', 'Send the event as an object with its attributes and "data".');
  }
  const { data, ...attributes } = given as Record<string, unknown>;
  const definition = typeof attributes['type'] === 'string' ? byType.get(attributes['type']) : undefined;
  if (definition === undefined) {
    return refused('Its type is not taken here.', `Send one of: ${[...byType.keys()].join(', ')}.`);
  }
  const checked = definition.schema.safeParse(data);
  if (!checked.success) {
    return refused(
      `Its data does not fit: ${problemsOf(checked.error)}.`,
      `Correct the data as the contract of ${definition.type} says.`,
    );
  }
  const key = definition.key(checked.data);
  // A key of the publisher's own would put the events of one person in several places, where they lose their order.
  const keys = [undefined, null, key, definition.key(data)];
  if (!keys.includes(attributes['partitionkey'] as string | null | undefined)) {
    return refused(
      'Its partitionkey is not the key that the contract gives its type.',
      `Leave partitionkey out, and it is set; or send the key of ${definition.type}: "${key}".`,
    );
  }
  const { datacontenttype } = attributes;
  const envelope = cloudEventAttributes.safeParse({
    time: now.toISOString(),
    ...attributes,
    datacontenttype: typeof datacontenttype === 'string' ? mediaType(datacontenttype) : datacontenttype,
    partitionkey: key,
    correlationid: attributes['correlationid'] ?? correlationIdOf(checked.data),
  });
  if (!envelope.success) {
    return refused(
      `Its attributes do not fit: ${problemsOf(envelope.error)}.`,
      'Correct the attributes as CloudEvents 1.0 says.',
    );
  }
  if (Object.values(envelope.data).some((value) => UNPRINTABLE.test(value))) {
    return refused(
      'An attribute holds characters that cannot be printed.',
      'Remove control characters from the attributes.',
    );
  }
  return { kind: 'sound', event: { ...envelope.data, data: checked.data } };
}

function refused(problem: string, fix: string): CheckedEvent {
  return { kind: 'refused', problem, fix };
}
