import type { Message, TopicMessages } from 'kafkajs';

/**
 * What goes into one request. A broker counts all messages of a partition in one request as one against
 * `max.message.bytes`, so a request stays well below that; a message that is larger alone goes alone.
 */
const MOST_BYTES = 4_000_000;

/** The same messages in the same order, in requests that a broker takes. */
export function portions(topicMessages: readonly TopicMessages[]): TopicMessages[][] {
  const requests: TopicMessages[][] = [];
  let bytes = MOST_BYTES;
  for (const { topic, messages } of topicMessages) {
    for (const message of messages) {
      const size = sizeOf(message);
      if (bytes + size > MOST_BYTES) {
        requests.push([]);
        bytes = 0;
      }
      bytes += size;
      const request = requests.at(-1);
      const last = request?.at(-1);
      if (last?.topic === topic) last.messages.push(message);
      else request?.push({ topic, messages: [message] });
    }
  }
  return requests;
}

/** With room for the numbers that stand before and between the parts. */
function sizeOf({ key, value, headers }: Message): number {
  let size = 70 + (key?.length ?? 0) + (value === null ? 0 : Buffer.byteLength(value));
  for (const name in headers) size += name.length + String(headers[name]).length;
  return size;
}
