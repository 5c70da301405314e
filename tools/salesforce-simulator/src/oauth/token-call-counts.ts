export interface TokenCallCount {
  granted: number;
  refused: number;
}

/** Token calls by grant type, and revocations: how a test proves "exactly one refresh". */
export class TokenCallCounts {
  private readonly counts = new Map<string, TokenCallCount>();

  add(kind: string, outcome: keyof TokenCallCount): void {
    const count = this.counts.get(kind) ?? { granted: 0, refused: 0 };
    count[outcome] += 1;
    this.counts.set(kind, count);
  }

  all(): Record<string, TokenCallCount> {
    return Object.fromEntries(this.counts);
  }

  clear(): void {
    this.counts.clear();
  }
}
