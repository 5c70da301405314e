/** Prometheus gives a whole scrape up after ten seconds, and with it every other figure of the service. */
const PATIENCE_MS = 3_000;

/**
 * For figures that must be asked for at each scrape: rejects once the time is over, and asks one question at a time,
 * however many scrapes somebody who is away keeps waiting.
 */
export function askInTime<T>(question: () => Promise<T>, patienceMs = PATIENCE_MS): () => Promise<T> {
  let asking: Promise<T> | undefined;
  return () => {
    asking ??= question().finally(() => (asking = undefined));
    return within(patienceMs, asking);
  };
}

/** The result, or a rejection once the time is over. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('There was no answer in time.')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
