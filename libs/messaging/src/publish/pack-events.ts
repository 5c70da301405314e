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
  const packs: { events: OutboxEvent[]; texts: string[]; characters: number }[] = [];
  for (const event of events) {
    const { key, headers, value } = encodeEvent(event);
    const entry: OutboxEvent = { topic: topicOf(event), key, headers, value };
    const text = JSON.stringify(entry);
    let last = packs.at(-1);
    if (last === undefined || last.texts.length >= MOST_EVENTS || last.characters + text.length > MOST_CHARACTERS) {
      last = { events: [], texts: [], characters: 0 };
      packs.push(last);
    }
    last.events.push(entry);
    last.texts.push(text);
    last.characters += text.length;
  }
  return packs.map(({ events: packed, texts }) => ({ events: packed, text: `[${texts.join(',')}]` }));
}

export function unpackEvents(text: string): OutboxEvent[] {
  return JSON.parse(text) as OutboxEvent[];
}
