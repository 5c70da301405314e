import type { BusOperations } from '@ce/messaging';
import { type Answer, done, refused } from './answer.js';
import type { Command } from './command.js';
import { listDeadLetters, readDeadLetter, replayDeadLetters } from './dead-letter-commands.js';
import { moveOffsets, showOffsets } from './offset-commands.js';

/** Carries a command out; what it cannot do it refuses with what to do instead. */
export async function runCommand(command: Command, bus: BusOperations): Promise<Answer> {
  const groups = await bus.offsets.groups();
  if (command.kind === 'groups') return done(...groups);
  if (!groups.includes(command.group)) {
    return refused(`No group "${command.group}" has ever read here. These have: ${groups.join(', ') || 'none'}.`);
  }
  switch (command.kind) {
    case 'list-dead-letters':
      return listDeadLetters(command, bus);
    case 'read-dead-letter':
      return readDeadLetter(command, bus);
    case 'replay-dead-letters':
      return replayDeadLetters(command, bus);
    case 'show-offsets':
      return showOffsets(command, bus);
    case 'move-offsets':
      return moveOffsets(command, bus);
  }
}
