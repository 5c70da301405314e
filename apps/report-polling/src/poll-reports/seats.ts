/**
 * How many reports of each connection this process reads right now. One connection gets half of the places at most, so
 * that an org that answers slowly, or has very many reports, leaves the others theirs.
 */
export class Seats {
  readonly #taken = new Map<string, number>();
  readonly #each: number;

  constructor(places: number) {
    this.#each = Math.max(1, Math.floor(places / 2));
  }

  /** Returns what gives the place back. */
  take(connectionId: string): () => void {
    this.#taken.set(connectionId, this.#of(connectionId) + 1);
    return () => {
      const left = this.#of(connectionId) - 1;
      if (left > 0) this.#taken.set(connectionId, left);
      else this.#taken.delete(connectionId);
    };
  }

  /** Connections that have all the places they may have. */
  full(): string[] {
    return [...this.#taken.keys()].filter((connectionId) => this.#of(connectionId) >= this.#each);
  }

  #of(connectionId: string): number {
    return this.#taken.get(connectionId) ?? 0;
  }
}
