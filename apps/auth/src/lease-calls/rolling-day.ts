export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** An hour's calls leave the rolling day when its last minute is 24 hours ago: counted whole, so never too few. */
export function windowEnd(hour: Date): Date {
  return new Date(hour.getTime() + DAY + HOUR);
}
