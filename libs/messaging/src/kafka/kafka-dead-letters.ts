import { deadLetterTopic } from '@ce/contracts';
import type { Kafka } from 'kafkajs';
import type { MessageContent } from '../consume/raw-message.js';
import { deadLetterId, readDeadLetter, toReplay } from '../dead-letters/dead-letter-message.js';
import { type DeadLetter, type DeadLetterContent, DeadLetters } from '../dead-letters/dead-letters.js';
import { withoutContent } from '../dead-letters/without-content.js';
import { replayTopic } from '../topic-policy.js';
import { toKafka } from './kafka-message.js';
import { OrderedProducer } from './kafka-producer.js';
import { readTopic } from './read-topic.js';

/** The record key of a dead letter is its id, so that a later record without a body can take it off the list. */
const ORIGINAL_KEY = 'ce-dead-letter-key';

export function toDeadLetterRecord(letter: MessageContent): MessageContent {
  const key: Record<string, string> = letter.key === null ? {} : { [ORIGINAL_KEY]: letter.key };
  return { key: deadLetterId(letter), value: letter.value ?? '', headers: { ...letter.headers, ...key } };
}

function fromDeadLetterRecord(record: MessageContent): MessageContent {
  const { [ORIGINAL_KEY]: key, ...headers } = record.headers;
  return { key: key ?? null, headers, value: record.value };
}

/** Dead letters in the group's topic. Each call reads that topic through; it is made for people, not for loops. */
export class KafkaDeadLetters extends DeadLetters {
  readonly #topic: string;

  constructor(
    private readonly kafka: Kafka,
    private readonly group: string,
  ) {
    super();
    this.#topic = deadLetterTopic(group);
  }

  async list({ limit = 100 }: { limit?: number } = {}): Promise<DeadLetter[]> {
    const letters = await this.#open();
    return [...letters.values()].slice(0, limit).map((letter) => withoutContent(readDeadLetter(letter)));
  }

  async read(id: string): Promise<DeadLetterContent | undefined> {
    const letter = (await this.#open()).get(id);
    return letter === undefined ? undefined : readDeadLetter(letter);
  }

  async replay(ids: readonly string[]): Promise<string[]> {
    const chosen = [...(await this.#open())].filter(([id]) => ids.includes(id));
    if (chosen.length === 0) return [];
    const producer = new OrderedProducer(this.kafka);
    try {
      // First the events, then the list: a stop in between replays twice and loses nothing.
      const messages = chosen.map(([, letter]) => toKafka(toReplay(letter)));
      await producer.send([{ topic: replayTopic(this.group), messages }]);
      await producer.send([{ topic: this.#topic, messages: chosen.map(([id]) => ({ key: id, value: null })) }]);
    } finally {
      await producer.close();
    }
    return chosen.map(([id]) => id);
  }

  async #open(): Promise<Map<string, MessageContent>> {
    const letters = new Map<string, MessageContent>();
    for (const record of await readTopic(this.kafka, this.#topic)) {
      if (record.key === null) continue;
      if (record.value === null) letters.delete(record.key);
      else letters.set(record.key, fromDeadLetterRecord(record));
    }
    return letters;
  }
}
