import type { DeadLetter, DeadLetterContent } from '../dead-letters/dead-letters.js';

/** For the list: ids, reason and times, nothing that the event says. */
export function showDeadLetter(letter: DeadLetter) {
  const { id, topic, partition, offset, reason, at, eventId, eventType, correlationId, eventTime } = letter;
  return {
    id,
    topic,
    reason,
    origin: { topic, partition, offset },
    event: { id: eventId, type: eventType, correlationId, time: eventTime },
    at: at.toISOString(),
  };
}

export function showDeadLetterContent(letter: DeadLetterContent) {
  const { key, headers, body } = letter;
  return { ...showDeadLetter(letter), content: { key, headers, body } };
}
