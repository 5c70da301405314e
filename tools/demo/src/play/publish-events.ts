import type { CloudEvent } from '@ce/contracts';

const BATCH = 200;
const RETRY_MS = 200;

/**
 * Posts events in order, as a service without a Kafka client would (CloudEvents batch mode). A batch without an answer is
 * posted again with the same ids: the receivers know them.
 * @throws when an event is refused, or nothing answers within `patienceMs`
 */
export async function publishEvents(
  url: string,
  token: string,
  events: readonly CloudEvent[],
  patienceMs = 60_000,
): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    await publishBatch(url, token, events.slice(from, from + BATCH), Date.now() + patienceMs);
  }
}

async function publishBatch(url: string, token: string, batch: readonly CloudEvent[], deadline: number): Promise<void> {
  for (;;) {
    const answer = await post(url, token, batch);
    if (answer?.status === 202) return;
    if (answer !== undefined && answer.status < 500) {
      throw new Error(`The events were refused with ${answer.status}: ${(await answer.text()).slice(0, 1_000)}`);
    }
    if (Date.now() > deadline) throw new Error(`${url} did not take the events in time.`);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function post(url: string, token: string, batch: readonly CloudEvent[]): Promise<Response | undefined> {
  try {
    return await fetch(`${url}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(batch),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    return undefined;
  }
}
