import { z } from 'zod';
import {
  acceptedSchema,
  cloudEventAttributes,
  createEvent,
  type EventDefinition,
  inboundEvents,
  type JsonSchema,
  publishedSchema,
} from '@ce/contracts';
import { exampleOf } from '@ce/contracts/examples';
import { keyInWords } from './key-in-words.js';
import { kafkaHeaders } from './kafka-headers.js';

const EXAMPLE_ORIGIN = { id: 'e-1001', time: new Date('2026-03-02T09:15:02Z') };

/** Publishers are told what is accepted, readers what they get. */
export function payloadSchema(definition: EventDefinition): JsonSchema {
  return inboundEvents.includes(definition) ? acceptedSchema(definition) : publishedSchema(definition);
}

export function messageOf(definition: EventDefinition): JsonSchema {
  const { headers, key } = kafkaHeaders(exampleEvent(definition));
  return {
    name: definition.type,
    title: definition.type,
    summary: definition.summary,
    contentType: 'application/json',
    headers: headerSchema(definition.type),
    payload: { $ref: `#/components/schemas/${pointer(definition.type)}` },
    correlationId: { location: '$message.header#/ce_correlationid' },
    bindings: {
      kafka: {
        key: { type: 'string', description: keyInWords(definition), examples: [key] },
        bindingVersion: '0.5.0',
      },
    },
    examples: [{ name: definition.type, headers, payload: exampleOf(definition) }],
  };
}

/** The example as a whole CloudEvent, in structured mode. */
export function exampleEvent(definition: EventDefinition) {
  const source = inboundEvents.includes(definition) ? '/services/conversations' : '/services/salesforce';
  const event = createEvent(definition, exampleOf(definition), { ...EXAMPLE_ORIGIN, source });
  return { ...event, data: exampleOf(definition) };
}

/** The CloudEvents attributes, for structured mode. Over HTTP we fill in `time` and `partitionkey` where they are absent. */
export function envelopeSchema(): JsonSchema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(cloudEventAttributes, { target: 'draft-7', io: 'input' });
  return { ...withoutTimePattern(schema), required: ['specversion', 'id', 'source', 'type'] };
}

function headerSchema(type: string): JsonSchema {
  const text = { type: 'string' };
  return {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time'],
    properties: {
      'content-type': { ...text, const: 'application/json' },
      ce_specversion: { ...text, const: '1.0' },
      ce_id: { ...text, description: 'Unique per source; a repeated id is the same event, delivered again.' },
      ce_source: { ...text, description: 'Names the publisher, e.g. /services/conversations.' },
      ce_type: { ...text, const: type },
      ce_time: { ...text, format: 'date-time' },
      ce_partitionkey: { ...text, description: 'Equal to the record key.' },
      ce_correlationid: text,
    },
  };
}

/** The format says the same. */
function withoutTimePattern(schema: JsonSchema): JsonSchema {
  const properties = schema['properties'] as Record<string, JsonSchema>;
  const { pattern: _pattern, ...time } = properties['time'] ?? {};
  return { ...schema, properties: { ...properties, time } };
}

/** Type and topic names as they stand in a JSON pointer. */
export function pointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
