import { type MessageContent, ORIGIN_TOPIC, originTopic, type RawMessage } from '../consume/raw-message.js';
import type { DeadLetterContent } from './dead-letters.js';

const PREFIX = 'ce-dead-letter-';
const REASON = `${PREFIX}reason`;
const TOPIC = `${PREFIX}topic`;
const PARTITION = `${PREFIX}partition`;
const OFFSET = `${PREFIX}offset`;
const AT = `${PREFIX}at`;

/** The message as it came, with where it stood and why it is here as further headers. */
export function toDeadLetter(message: RawMessage, reason: string, at: Date): MessageContent {
  return {
    key: message.key,
    value: message.value,
    headers: {
      ...message.headers,
      [ORIGIN_TOPIC]: originTopic(message),
      [REASON]: reason,
      [TOPIC]: message.topic,
      [PARTITION]: String(message.partition),
      [OFFSET]: message.offset,
      [AT]: at.toISOString(),
    },
  };
}

/** The message again, for the group's replay topic. */
export function toReplay(letter: MessageContent): MessageContent {
  const headers = Object.fromEntries(Object.entries(letter.headers).filter(([name]) => !name.startsWith(PREFIX)));
  return { key: letter.key, value: letter.value, headers };
}

/** `<topic>/<partition>/<offset>` of the message that became this letter. */
export function deadLetterId(letter: MessageContent): string {
  return `${letter.headers[TOPIC] ?? ''}/${letter.headers[PARTITION] ?? ''}/${letter.headers[OFFSET] ?? ''}`;
}

export function readDeadLetter(letter: MessageContent): DeadLetterContent {
  const { headers } = letter;
  return {
    id: deadLetterId(letter),
    topic: headers[ORIGIN_TOPIC] ?? '',
    partition: Number(headers[PARTITION] ?? 0),
    offset: headers[OFFSET] ?? '0',
    reason: headers[REASON] ?? '',
    at: new Date(headers[AT] ?? 0),
    eventId: headers['ce_id'] ?? null,
    eventType: headers['ce_type'] ?? null,
    correlationId: headers['ce_correlationid'] ?? null,
    eventTime: headers['ce_time'] ?? null,
    key: letter.key,
    headers: toReplay(letter).headers,
    body: letter.value,
  };
}
