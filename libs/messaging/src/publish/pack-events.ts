import type { CloudEvent } from '@ce/contracts';
import type { MessageContent } from '../consume/raw-message.js';
import { encodeEvent } from './encode-event.js';
import { topicOf } from './topic-of.js';

/** An event as it lies in the outbox. */
export interface OutboxEvent extends MessageContent {
  readonly topic: string;
}

/** Some events of one transaction, in their order: a row of the outbox. */
export interface Pack {
  readonly events: readonly OutboxEvent[];
  /** A JSON array of `OutboxEvent`. */
  readonly text: string;
}

/** So that one row is no more than the relay sends at once. */
const MOST_EVENTS = 1_000;
const MOST_CHARACTERS = 1_000_000;

/** @throws UnknownEventType */
export function packEvents(events: readonly CloudEvent[]): Pack[] {
  const packs: { events: OutboxEvent[]; characters: number }[] = [];
  for (const event of events) {
    const { key, headers, value } = encodeEvent(event);
    const entry: OutboxEvent = { topic: topicOf(event), key, headers, value };
    const characters = charactersOf(entry);
    let last = packs.at(-1);
    if (last === undefined || last.events.length >= MOST_EVENTS || last.characters + characters > MOST_CHARACTERS) {
      last = { events: [], characters: 0 };
      packs.push(last);
    }
    last.events.push(entry);
    last.characters += characters;
  }
  // A text for each event, put together afterwards, would be made of twice the memory.
  return packs.map((pack) => ({ events: pack.events, text: JSON.stringify(pack.events) }));
}

/** As they are sent to Kafka; the text of the pack, with its quotes, is somewhat longer. */
function charactersOf({ key, headers, value }: OutboxEvent): number {
  let characters = (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) characters += name.length + (headers[name]?.length ?? 0);
  return characters;
}

export function unpackEvents(text: string): OutboxEvent[] {
  return JSON.parse(text) as OutboxEvent[];
}
