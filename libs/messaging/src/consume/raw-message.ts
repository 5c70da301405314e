/** What both transports carry: CloudEvents in the Kafka binding, as read and not yet believed. */
export interface RawMessage {
  /** Where it was read: its own topic, or the group's replay topic. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null for a tombstone. */
  readonly value: string | null;
}

/** A message on its way out. */
export type MessageContent = Pick<RawMessage, 'key' | 'headers' | 'value'>;

/** Set on a message that comes back from the dead letters: the topic it was first published to. */
export const ORIGIN_TOPIC = 'ce-origin-topic';

export function originTopic(message: RawMessage): string {
  return message.headers[ORIGIN_TOPIC] ?? message.topic;
}
