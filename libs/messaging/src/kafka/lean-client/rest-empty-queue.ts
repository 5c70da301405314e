/** The client's class of one connection's requests. Source: kafkajs 2.2.4, src/network/requestQueue. */
export interface RequestQueueClass {
  prototype: RequestQueue;
}

interface RequestQueue {
  pending: unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

/**
 * From its first answer on, the client looks a thousand times a second on each connection whether a request waits, which
 * takes an idle service a twentieth of a core for ever (tulios/kafkajs#1704). With none waiting there is nothing to look
 * for: each new request that has to wait asks for the look itself.
 */
export function restEmptyQueue({ prototype }: RequestQueueClass): void {
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) schedule.call(this);
  };
}
