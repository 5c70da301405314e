import { acceptsUnchanged, fillDefaults } from '@ce/contracts';
import type { Route, Routes, WiredHandler } from './build-routes.js';
import { decodeMessage } from './decode-message.js';
import type { MessageBatch } from './message-batch.js';
import { problemsOf } from './problems-of.js';
import { originTopic, type RawMessage } from './raw-message.js';
import type { ReceivedEvent } from './received-event.js';

/** What one handler gets, in the order of the batch. */
export interface SortedPart {
  readonly handler: WiredHandler;
  /** Of each event, its place in the batch. */
  readonly places: number[];
  readonly events: ReceivedEvent[];
}

export interface Sorted {
  readonly parts: readonly SortedPart[];
  readonly unreadable: readonly { place: number; reason: string }[];
  readonly skipped: number;
}

/** Reads and validates a batch and gives every event to its handler. One bad message never fails its neighbours. */
export function sortBatch(messages: MessageBatch, routes: Routes): Sorted {
  const parts = new Map<WiredHandler, SortedPart>();
  const unreadable: { place: number; reason: string }[] = [];
  let skipped = 0;
  for (let place = 0; place < messages.length; place += 1) {
    const read = readMessage(messages.read(place), routes);
    if (read.kind === 'skipped') skipped += 1;
    else if (read.kind === 'unreadable') unreadable.push({ place, reason: read.reason });
    else {
      const { handler } = read.route;
      const part = parts.get(handler) ?? { handler, places: [], events: [] };
      parts.set(handler, part);
      part.places.push(place);
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
  const { event } = decoded;
  const { schema } = route.definition;
  fillDefaults(schema, event.data);
  if (!acceptsUnchanged(schema, event.data)) {
    const checked = schema.safeParse(event.data);
    if (!checked.success) return { kind: 'unreadable', reason: `Data of ${event.type}: ${problemsOf(checked.error)}.` };
    event.data = checked.data;
  }
  const { partition, offset } = message;
  return { kind: 'event', route, event: { event, topic, partition, offset } };
}
