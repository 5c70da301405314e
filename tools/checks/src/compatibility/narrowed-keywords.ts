import { isDeepStrictEqual } from 'node:util';
import type { Narrowing, Schema } from './narrowing.js';

const lowerBounds = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const upperBounds = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];

/** Compared elsewhere, or without a say in what is accepted. */
const otherKeywords = new Set([
  ...['type', 'enum', 'const', 'required', 'properties', 'items', 'additionalProperties', 'propertyNames'],
  ...['$schema', 'title', 'description', 'examples', 'default', 'deprecated', '$comment'],
]);

/** Bounds, patterns, formats, and every keyword that this check does not know. */
export function narrowedKeywords(from: Schema, to: Schema, path: string): Narrowing[] {
  return Object.entries(to).flatMap(([keyword, after]): Narrowing[] => {
    if (otherKeywords.has(keyword)) return [];
    const before = from[keyword];
    if (isDeepStrictEqual(before, after)) return [];
    if (lowerBounds.includes(keyword) || upperBounds.includes(keyword)) return bound(keyword, before, after, path);
    const code = keyword === 'pattern' || keyword === 'format' ? keyword : 'keyword';
    return [{ path, code, message: `${keyword} was ${said(before)} and is ${said(after)}` }];
  });
}

function bound(keyword: string, before: unknown, after: unknown, path: string): Narrowing[] {
  const isTighter =
    typeof before !== 'number' ||
    typeof after !== 'number' ||
    (lowerBounds.includes(keyword) ? after > before : after < before);
  return isTighter ? [{ path, code: 'bound', message: `${keyword} was ${said(before)} and is ${said(after)}` }] : [];
}

function said(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
