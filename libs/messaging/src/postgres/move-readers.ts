import type { MessageContent } from '../consume/raw-message.js';
import { logRows, ROWS_OF_JSON } from './append-to-log.js';
import type { BusConnection } from './bus-connection.js';
import type { Claim } from './seats.js';

/**
 * Moves a group past a batch and writes the batch's dead letters, in one statement: both happen or none does. It must
 * run on the connection that holds the claims, because that connection's death is what takes them away.
 */
export async function moveReaders(
  connection: BusConnection,
  moves: readonly { claim: Claim; next: bigint }[],
  deadLetterTopic: string,
  letters: readonly MessageContent[],
): Promise<void> {
  await connection.query(
    `with letters as (insert into bus.log (topic, partition, key, compacted, headers, value) ${ROWS_OF_JSON})
     update bus.reader set next_position = moved.next
     from unnest($2::integer[], $3::bigint[]) as moved(id, next) where reader.id = moved.id`,
    [
      logRows(letters.map((content) => ({ topic: deadLetterTopic, content }))),
      moves.map(({ claim }) => claim.id),
      moves.map(({ next }) => String(next)),
    ],
  );
  for (const { claim, next } of moves) claim.next = next;
}
