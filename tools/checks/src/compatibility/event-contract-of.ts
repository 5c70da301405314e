import { acceptedSchema, type EventDefinition, inboundEvents, outboundEvents, publishedSchema } from '@ce/contracts';
import { exampleOf } from '@ce/contracts/examples';
import type { EventContract } from './event-contract.js';

export function currentContracts(): EventContract[] {
  return [
    ...inboundEvents.map((definition) => eventContractOf(definition, 'inbound')),
    ...outboundEvents.map((definition) => eventContractOf(definition, 'outbound')),
  ];
}

/** `exampleData`: a released example, to see which key it has today; the current example otherwise. */
export function eventContractOf(
  definition: EventDefinition,
  direction: EventContract['direction'],
  exampleData: unknown = exampleOf(definition),
): EventContract {
  return {
    type: definition.type,
    topic: definition.topic,
    direction,
    accepts: acceptedSchema(definition),
    publishes: publishedSchema(definition),
    example: { data: exampleData, key: keyOf(definition, exampleData) },
  };
}

function keyOf(definition: EventDefinition, data: unknown): string {
  const parsed = definition.schema.safeParse(data);
  return parsed.success ? definition.key(parsed.data) : '(the example is not valid)';
}
