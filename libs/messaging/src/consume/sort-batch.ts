import type { EventOf } from '@ce/contracts';
import type { Route, Routes, WiredHandler } from './build-routes.js';
import { decodeMessage } from './decode-message.js';
import { problemsOf } from './problems-of.js';
import { originTopic, type RawMessage } from './raw-message.js';
import type { ReceivedEvent } from './received-event.js';

export interface Sorted {
  /** What each handler gets, in the order of the batch. */
  readonly parts: readonly { handler: WiredHandler; messages: RawMessage[]; events: ReceivedEvent[] }[];
  readonly unreadable: readonly { message: RawMessage; reason: string }[];
  readonly skipped: number;
}

/** Reads and validates a batch and gives every event to its handler. One bad message never fails its neighbours. */
export function sortBatch(messages: readonly RawMessage[], routes: Routes): Sorted {
  const parts = new Map<WiredHandler, { handler: WiredHandler; messages: RawMessage[]; events: ReceivedEvent[] }>();
  const unreadable: { message: RawMessage; reason: string }[] = [];
  let skipped = 0;
  for (const message of messages) {
    const read = readMessage(message, routes);
    if (read.kind === 'skipped') skipped += 1;
    else if (read.kind === 'unreadable') unreadable.push({ message, reason: read.reason });
    else {
      const { handler } = read.route;
      const part = parts.get(handler) ?? { handler, messages: [], events: [] };
      parts.set(handler, part);
      part.messages.push(message);
      part.events.push(read.event);
    }
  }
  return { parts: [...parts.values()], unreadable, skipped };
}

type Read =
  { kind: 'event'; route: Route; event: ReceivedEvent } | { kind: 'skipped' } | { kind: 'unreadable'; reason: string };

function readMessage(message: RawMessage, routes: Routes): Read {
  const topic = originTopic(message);
  const decoded = decodeMessage(message);
  if (decoded.kind === 'empty') return { kind: 'skipped' };
  if (decoded.kind === 'unreadable') return decoded;
  const route = routes.get(topic)?.get(decoded.event.type);
  if (route === undefined) return { kind: 'skipped' };
  const data = route.definition.schema.safeParse(decoded.event.data);
  if (!data.success) return { kind: 'unreadable', reason: `Data of ${decoded.event.type}: ${problemsOf(data.error)}.` };
  const event = { ...decoded.event, data: data.data } as EventOf<Route['definition']>;
  return { kind: 'event', route, event: { event, topic, partition: message.partition, offset: message.offset } };
}
