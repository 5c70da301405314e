import type { HandleBatch } from '../consume/build-routes.js';
import { done } from '../consume/outcome.js';
import type { ReceivedEvent } from '../consume/received-event.js';

export interface Note {
  readonly connectionId: string;
  readonly key: string;
  readonly subject: string;
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** Writes down what a member takes. A shared broker holds events of other tests too: ask by connection. */
export class Notebook {
  readonly notes: Note[] = [];

  readonly take: HandleBatch = async (events) => {
    this.notes.push(...events.map(noteOf));
    return events.map(() => done());
  };

  of(connectionId: string): Note[] {
    return this.notes.filter((note) => note.connectionId === connectionId);
  }

  subjects(connectionId: string): string[] {
    return this.of(connectionId).map((note) => note.subject);
  }
}

export function noteOf({ event, topic, partition, offset }: ReceivedEvent): Note {
  const data = event.data as { connectionId: string; subject: string };
  return { ...data, key: event.partitionkey, id: event.id, topic, partition, offset: BigInt(offset) };
}
