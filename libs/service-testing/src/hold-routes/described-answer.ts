import { z } from 'zod';
import type { DocumentedRoute } from './routes-of.js';

type Schema = Parameters<typeof z.fromJSONSchema>[0];

/** Statuses with which the route answers when all is well, each of which must say what it holds. */
export function undescribed({ route, responses }: DocumentedRoute): string[] {
  const good = Object.entries(responses).filter(([status]) => /^[23]/.test(status));
  if (good.length === 0) return [`${route} says nothing of good answers`];
  return good
    .filter(([status, { content }]) => status.startsWith('2') && status !== '204' && content === undefined)
    .map(([status]) => `${route} ${status}`);
}

/** What of an answer its description does not name or names otherwise; null when they agree. */
export function deviation({ responses }: DocumentedRoute, status: number, body: unknown): string | null {
  const schema = responses[status]?.content?.['application/json']?.schema;
  if (schema === undefined) return `no description of an answer ${status}`;
  const read = z.fromJSONSchema(closed(schema) as Schema, { defaultTarget: 'openapi-3.0' }).safeParse(body);
  return read.success ? null : z.prettifyError(read.error);
}

/** So that a field which is not described does not pass. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)]));
  return 'properties' in schema && !('additionalProperties' in schema)
    ? { ...parts, additionalProperties: false }
    : parts;
}
