import { randomUUID } from 'node:crypto';

/**
 * A UUID of version 7: it begins with the time, so that new rows lie side by side in the primary key's index instead of all
 * over it. Source: RFC 9562, §5.7.
 */
export function activityId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  // The version takes the place of the random one's; the variant is the same.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
