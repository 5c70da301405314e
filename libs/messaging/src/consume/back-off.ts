/** Milliseconds to wait before attempt `attempt + 1`: doubling from `first` up to `most`, and half of it left to chance. */
export function backOff(attempt: number, first: number, most: number, chance: () => number = Math.random): number {
  const full = Math.min(most, first * 2 ** Math.min(attempt - 1, 20));
  return full / 2 + (full / 2) * chance();
}

/** Waits, or returns early with false when a signal is aborted. */
export function pause(milliseconds: number, ...signals: readonly AbortSignal[]): Promise<boolean> {
  if (signals.some((signal) => signal.aborted)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (waited: boolean) => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', onAbort);
      resolve(waited);
    };
    const onAbort = () => finish(false);
    const timer = setTimeout(() => finish(true), milliseconds);
    for (const signal of signals) signal.addEventListener('abort', onAbort);
  });
}
