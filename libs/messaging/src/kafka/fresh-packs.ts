import type { OutboxEvent } from '../publish/pack-events.js';

/** More than a relay has under way while it keeps up; when it is behind, it reads from the table anyway. */
const MOST_EVENTS = 4_000;

/**
 * Events that this process wrote to the outbox a moment ago, by their row, so that its own relay need not read them back.
 * A row that is not here, or whose transaction failed, is none of its business: the table says what is to be sent.
 */
export class FreshPacks {
  readonly #packs = new Map<string, readonly OutboxEvent[]>();
  #events = 0;
  #wanted = false;

  /** While another replica's relay sends, nothing is kept. */
  want(wanted: boolean): void {
    this.#wanted = wanted;
    if (!wanted) this.forget([...this.#packs.keys()]);
  }

  keep(id: string, events: readonly OutboxEvent[]): void {
    if (!this.#wanted) return;
    this.#packs.set(id, events);
    this.#events += events.length;
    for (const oldest of this.#packs.keys()) {
      if (this.#events <= MOST_EVENTS) return;
      this.forget([oldest]);
    }
  }

  /** As it is now, whatever is forgotten meanwhile. */
  all(): ReadonlyMap<string, readonly OutboxEvent[]> {
    return new Map(this.#packs);
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.#events -= this.#packs.get(id)?.length ?? 0;
      this.#packs.delete(id);
    }
  }
}
