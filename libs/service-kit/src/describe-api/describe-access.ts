import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS_EXTENSION } from '../access/principal.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
/** As the guard has it where a route says nothing. */
const DEFAULT_ACCESS = ['viewer'];

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Every operation says who may call it, and what it answers to those who may not. */
export function describeAccess(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = path[method] as (Operation & Record<string, unknown>) | undefined;
      if (operation !== undefined) describeOperation(operation);
    }
  }
  const schemas = { ...document.components?.schemas, Problem: problemSchema };
  return { ...document, components: { ...document.components, schemas } };
}

function describeOperation(operation: Operation & Record<string, unknown>): void {
  const access = (operation[ACCESS_EXTENSION] ??= DEFAULT_ACCESS) as 'public' | 'internal' | string[];
  operation.security = access === 'public' ? [] : [{ [access === 'internal' ? 'internal' : 'bearer']: [] }];
  addAnswer(operation, '429', 'Too many requests; `retry-after` says when to go on.');
  if (access === 'public') return;
  addAnswer(operation, '401', 'No valid token was sent.');
  if (access !== 'internal') addAnswer(operation, '403', `The token lacks the role ${access.join(' or ')}.`);
}

function addAnswer(operation: Operation, status: string, description: string): void {
  operation.responses[status] ??= {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const problemSchema: Schema = {
  type: 'object',
  required: ['status', 'title', 'detail'],
  properties: {
    status: { type: 'integer' },
    title: { type: 'string' },
    detail: { type: 'string', description: 'One sentence: what is wrong.' },
    fix: { type: 'string', description: 'One sentence: what to do about it.' },
    problems: {
      type: 'array',
      description: 'Fields that do not fit.',
      items: { type: 'object', properties: { field: { type: 'string' }, problem: { type: 'string' } } },
    },
  },
};
