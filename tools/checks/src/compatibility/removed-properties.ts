import type { Schema } from './narrowing.js';

/** Paths of the properties that `before` names and `after` does not, at any depth. */
export function removedProperties(before: Schema, after: Schema): string[] {
  const kept = propertyPaths(after);
  return [...propertyPaths(before)].filter((path) => !kept.has(path));
}

function propertyPaths(schema: unknown, path = '$', into = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return into;
  const { properties, items, additionalProperties, anyOf, oneOf } = schema as Schema;
  for (const [name, property] of Object.entries(properties ?? {})) {
    into.add(`${path}.${name}`);
    propertyPaths(property, `${path}.${name}`, into);
  }
  propertyPaths(items, `${path}[]`, into);
  propertyPaths(additionalProperties, `${path}{}`, into);
  for (const choice of [anyOf, oneOf].flatMap((choices) => (Array.isArray(choices) ? (choices as unknown[]) : []))) {
    propertyPaths(choice, path, into);
  }
  return into;
}
