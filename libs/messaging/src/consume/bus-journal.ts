import type { RawMessage } from './raw-message.js';
import type { ReceivedEvent } from './received-event.js';

export type EventFate = 'done' | 'skipped' | 'dead-letter';

/** Where the runtime says what happens: log lines and metrics. Never a value of an event, only ids, counts and reasons. */
export interface BusJournal {
  count(topic: string, fate: EventFate, events: number): void;
  /** Events that their handler has stored. */
  stored(events: readonly ReceivedEvent[]): void;
  took(topic: string, events: number, milliseconds: number): void;
  refused(message: RawMessage, reason: string): void;
  failed(topic: string, failure: { error: unknown; events: number; attempt: number; outage: boolean }): void;
  /** The connection to the bus itself: lost, back, joined, left. */
  note(level: 'info' | 'warn' | 'error', message: string, facts: Record<string, unknown>): void;
}

export const silentJournal: BusJournal = {
  count: () => undefined,
  stored: () => undefined,
  took: () => undefined,
  refused: () => undefined,
  failed: () => undefined,
  note: () => undefined,
};
