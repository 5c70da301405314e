import { Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from './problem.js';

/** `@Body(zodBody(schema))`: the parsed body, or a 400 that names every field that does not fit. */
export function zodBody<Schema extends z.ZodType>(schema: Schema): PipeTransform<unknown, z.infer<Schema>> {
  return new ZodPipe(schema);
}

@Injectable()
class ZodPipe<Schema extends z.ZodType> implements PipeTransform<unknown, z.infer<Schema>> {
  constructor(private readonly schema: Schema) {}

  transform(value: unknown): z.infer<Schema> {
    const result = this.schema.safeParse(value ?? {});
    if (result.success) return result.data;
    throw new Problem({
      status: 400,
      title: 'Invalid request',
      detail: 'The request does not fit what this endpoint takes.',
      fix: 'Correct the fields listed under "problems"; /openapi.json describes them.',
      problems: result.error.issues.flatMap(problemsOf),
    });
  }
}

function problemsOf(issue: z.core.$ZodIssue): { field: string; problem: string }[] {
  if (issue.code !== 'unrecognized_keys') return [{ field: issue.path.join('.'), problem: issue.message }];
  return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), problem: 'is not known here' }));
}

/** The JSON Schema of a zod schema, for `@ApiBody({ schema: openApiSchema(s) })` and its like. */
export function openApiSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    target: 'openapi-3.0',
  });
  return rest;
}
