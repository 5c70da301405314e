import { type EventDefinition, personKey } from '@ce/contracts';
import { exampleOf } from '@ce/contracts/examples';

/** How a publisher makes the record key. Throws for a key that nobody has put in words yet. */
export function keyInWords(definition: EventDefinition): string {
  if (definition.key === personKey) {
    return 'connectionId, a slash, and record.id in its 18-character form. Events of one person are read in order.';
  }
  const data = exampleOf(definition) as Record<string, unknown>;
  const key = definition.key(data);
  const field = Object.keys(data).find((name) => data[name] === key);
  if (field === undefined) throw new Error(`Say in words how ${definition.type} makes its key.`);
  return `${field}. Events with equal keys are read in order.`;
}
