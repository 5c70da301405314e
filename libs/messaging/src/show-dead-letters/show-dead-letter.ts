import type { DeadLetter, DeadLetterContent } from '../dead-letters/dead-letters.js';

/** The reason says what is wrong with the event; who can mend it is not known here, so both ways are told. */
const FIX =
  'Have its publisher correct it as the contract says and publish it again under the same id; or, where the fault was on ' +
  'this side and is mended, hand it over again with POST /dead-letters/replays.';

/** For the list: ids, reason and times, nothing that the event says. */
export function showDeadLetter(letter: DeadLetter) {
  const { id, topic, partition, offset, reason, at, eventId, eventType, correlationId, eventTime } = letter;
  return {
    id,
    topic,
    reason,
    fix: FIX,
    origin: { topic, partition, offset },
    event: { id: eventId, type: eventType, correlationId, time: eventTime },
    at: at.toISOString(),
  };
}

export function showDeadLetterContent(letter: DeadLetterContent) {
  const { key, headers, body } = letter;
  return { ...showDeadLetter(letter), content: { key, headers, body } };
}
