import { randomUUID } from 'node:crypto';

/** Digits before the last group of a UUID, which is counted up. */
const COUNTED_FROM = 24;
const COUNTED = 12;
const MOST_COUNTED = 16 ** COUNTED;

/**
 * Gives one id after the other, for the emails of a batch. They are UUIDs of version 7: they begin with the time, so that new
 * rows lie side by side in the primary key's index instead of all over it, and count up from a random number.
 * Source: RFC 9562, §5.7 and §6.2, method 2.
 */
export function activityIds(now = Date.now()): () => string {
  const time = now.toString(16).padStart(12, '0');
  const random = randomUUID();
  // The version takes the place of the random one's; the variant is the same.
  const begin = `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15, COUNTED_FROM)}`;
  let count = Number.parseInt(random.slice(COUNTED_FROM), 16);
  return () => {
    count = (count + 1) % MOST_COUNTED;
    return begin + count.toString(16).padStart(COUNTED, '0');
  };
}
