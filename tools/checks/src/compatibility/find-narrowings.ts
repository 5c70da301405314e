import { isDeepStrictEqual } from 'node:util';
import { alternativesOf } from './alternatives.js';
import { narrowedKeywords } from './narrowed-keywords.js';
import { narrowedValues } from './narrowed-values.js';
import type { Narrowing, Schema } from './narrowing.js';

/**
 * Everything that `from` accepts and `to` refuses, for the part of JSON Schema draft 7 that the contracts use. What it
 * does not understand counts as a narrowing unless both say the same, so that nothing slips through unseen.
 */
export function findNarrowings(from: Schema, to: Schema, path = '$'): Narrowing[] {
  if (isDeepStrictEqual(from, to)) return [];
  const before = alternativesOf(from);
  const after = alternativesOf(to);
  const [onlyBefore] = before;
  const [onlyAfter] = after;
  if (before.length === 1 && after.length === 1 && onlyBefore && onlyAfter) return compare(onlyBefore, onlyAfter, path);

  return before
    .filter((one) => after.every((other) => compare(one, other, path).length > 0))
    .flatMap((one) => explain(one, after, path));
}

/** The alternative of the same type tells most; none of that type is what there is to say otherwise. */
function explain(one: Schema, after: readonly Schema[], path: string): Narrowing[] {
  const alike = after.filter((other) => other['type'] === one['type']);
  const [only] = alike;
  if (alike.length === 1 && only) return compare(one, only, path);
  const what = JSON.stringify(one['type'] ?? one);
  return [{ path, code: 'alternatives', message: `${what} is accepted no longer` }];
}

function compare(from: Schema, to: Schema, path: string): Narrowing[] {
  return [...narrowedValues(from, to, path), ...narrowedKeywords(from, to, path), ...narrowedParts(from, to, path)];
}

function narrowedParts(from: Schema, to: Schema, path: string): Narrowing[] {
  const found: Narrowing[] = [];
  const requiredBefore = list(from['required']);
  for (const name of list(to['required'])) {
    if (requiredBefore.includes(name)) continue;
    found.push({ path: `${path}.${String(name)}`, code: 'required', message: 'is required' });
  }
  const before = schemas(from['properties']);
  for (const [name, property] of Object.entries(schemas(to['properties']))) {
    const earlier = before[name];
    if (earlier) found.push(...findNarrowings(earlier, property, `${path}.${name}`));
  }
  found.push(...narrowedInside('items', '[]', from, to, path));
  found.push(...narrowedInside('additionalProperties', '{}', from, to, path));
  found.push(...narrowedInside('propertyNames', '{name}', from, to, path));
  return found;
}

function narrowedInside(keyword: string, mark: string, from: Schema, to: Schema, path: string): Narrowing[] {
  const after = to[keyword];
  if (after === undefined || after === true) return [];
  const before = from[keyword];
  if (isSchema(after)) return findNarrowings(isSchema(before) ? before : {}, after, `${path}${mark}`);
  return isDeepStrictEqual(before, after) ? [] : [{ path, code: 'keyword', message: `${keyword} has changed` }];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schemas(value: unknown): Readonly<Record<string, Schema>> {
  return isSchema(value) ? (value as Readonly<Record<string, Schema>>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
