import type { Schema } from './narrowing.js';

/** One event as its neighbours rely on it; what a release keeps of it. */
export interface EventContract {
  type: string;
  topic: string;
  /** `inbound`: others publish and we read; `outbound`: we publish and anyone reads. */
  direction: 'inbound' | 'outbound';
  /** What a reader takes. */
  accepts: Schema;
  /** What our publishers write; the promise to readers of outbound events. */
  publishes: Schema;
  /** Data with the key that it must have for ever: events of one key are read in order. */
  example: { data: unknown; key: string };
}
