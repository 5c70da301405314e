import { BatchAbandoned } from '../consume/deliver-part.js';

const EVERY_MS = 1_000;
/** A handler that is nearly done may finish when the group rebalances; the others wait for us meanwhile. */
const GRACE_MS = 1_500;

export interface KeptAlive {
  /** Aborted with the broker's error once a heartbeat fails. */
  readonly signal: AbortSignal;
  heartbeat(): Promise<void>;
  /** The work's result; or a rejection soon after the signal, whether the work has ended or not. */
  orLeave<T>(work: Promise<T>): Promise<T>;
  end(): void;
}

/** Sends heartbeats while a batch is in hand, and tells it when the group has gone on without it. */
export function keepAlive(send: () => Promise<void>): KeptAlive {
  const lost = new AbortController();
  const heartbeat = async () => {
    try {
      await send();
    } catch (error) {
      if (!lost.signal.aborted) lost.abort(error);
    }
  };
  const timer = setInterval(() => void heartbeat(), EVERY_MS);
  return {
    signal: lost.signal,
    heartbeat,
    orLeave: (work) => {
      // Nobody waits for it any more once the grace is over.
      work.catch(() => undefined);
      return Promise.race([work, afterGrace(lost.signal)]);
    },
    end: () => clearInterval(timer),
  };
}

function afterGrace(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const leave = () => setTimeout(() => reject(new BatchAbandoned(signal.reason)), GRACE_MS).unref();
    signal.addEventListener('abort', leave, { once: true });
  });
}
