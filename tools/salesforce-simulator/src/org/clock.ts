/** The org's time; injectable, so that tests can move it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** `2021-12-02T18:23:39.000+0000`: seconds are the finest that Salesforce keeps (salesforce-api.md §3.2). */
export function toDateTime(epochMs: number): string {
  const second = Math.floor(epochMs / 1_000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastText = `${new Date(epochMs).toISOString().slice(0, 19)}.000+0000`;
  }
  return lastText;
}

// Thousands of records are saved within one second.
let lastSecond = Number.NaN;
let lastText = '';

/** `2021-12-02` in UTC. */
export function toDate(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
