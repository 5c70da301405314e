import { z } from 'zod';
import type { EventDefinition } from './event-definition.js';

export type JsonSchema = { [keyword: string]: unknown };

/** What a reader takes: fields with a default may be absent, and unknown fields are ignored. JSON Schema draft 7. */
export function acceptedSchema(definition: EventDefinition): JsonSchema {
  return toJsonSchema(definition.schema, 'input');
}

/** What our publishers write: defaults are filled in. */
export function publishedSchema(definition: EventDefinition): JsonSchema {
  return toJsonSchema(definition.schema, 'output');
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io,
    // A transformed id describes itself by its metadata.
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Readers ignore unknown fields, so no schema may forbid them.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // The format says the same; how it is matched is nobody's contract.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  return json;
}
