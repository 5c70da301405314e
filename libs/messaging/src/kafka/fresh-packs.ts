import type { OutboxEvent } from '../publish/pack-events.js';
import { MOST_CHARACTERS } from './relay-step.js';

/** More than a relay has under way while it keeps up; when it is behind, it reads from the table anyway. */
const MOST_EVENTS = 4_000;

interface FreshPack {
  readonly events: readonly OutboxEvent[];
  readonly characters: number;
}

/**
 * Events that this process wrote to the outbox a moment ago, by their row, so that its own relay need not read them back.
 * A row that is not here, or whose transaction failed, is none of its business: the table says what is to be sent.
 */
export class FreshPacks {
  readonly #packs = new Map<string, FreshPack>();
  #events = 0;
  #characters = 0;
  #wanted = false;

  /** While another replica's relay sends, nothing is kept. */
  want(wanted: boolean): void {
    this.#wanted = wanted;
    if (!wanted) this.forget([...this.#packs.keys()]);
  }

  /** @param characters of the events as they are stored */
  keep(id: string, events: readonly OutboxEvent[], characters: number): void {
    if (!this.#wanted) return;
    this.forget([id]);
    this.#packs.set(id, { events, characters });
    this.#events += events.length;
    this.#characters += characters;
    for (const oldest of this.#packs.keys()) {
      if (this.#events <= MOST_EVENTS && this.#characters <= MOST_CHARACTERS) return;
      this.forget([oldest]);
    }
  }

  /** As it is now, whatever is forgotten meanwhile. */
  all(): ReadonlyMap<string, readonly OutboxEvent[]> {
    return new Map([...this.#packs].map(([id, { events }]) => [id, events]));
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) {
      const pack = this.#packs.get(id);
      if (pack === undefined) continue;
      this.#events -= pack.events.length;
      this.#characters -= pack.characters;
      this.#packs.delete(id);
    }
  }
}
