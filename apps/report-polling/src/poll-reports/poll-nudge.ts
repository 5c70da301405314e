import { Injectable } from '@nestjs/common';

/** Lets the other use cases wake the poll loop of this process; other processes find the due report at their next tick. */
@Injectable()
export class PollNudge {
  #listeners = new Set<() => void>();

  onNudge(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  nudge(): void {
    for (const listener of this.#listeners) listener();
  }
}
