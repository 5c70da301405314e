import type { RawMessage } from './raw-message.js';

/**
 * Messages of one topic in their order. Each is read anew whenever it is asked for, so that while a batch is with its
 * handlers nothing keeps texts that most likely nobody needs again.
 */
export interface MessageBatch {
  readonly topic: string;
  readonly length: number;
  /** @param place from 0 */
  read(place: number): RawMessage;
}

export function messageBatch<Item>(
  topic: string,
  items: readonly Item[],
  readItem: (item: Item) => RawMessage,
): MessageBatch {
  return {
    topic,
    length: items.length,
    read: (place) => {
      const item = items[place];
      if (item === undefined) throw new RangeError(`A batch of ${items.length} messages has none at ${place}.`);
      return readItem(item);
    },
  };
}
