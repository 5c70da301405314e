import type { Narrowing, Schema } from './narrowing.js';

/** Types and enumerations. */
export function narrowedValues(from: Schema, to: Schema, path: string): Narrowing[] {
  return [...narrowedType(from['type'], to['type'], path), ...narrowedEnum(valuesOf(from), valuesOf(to), path)];
}

function narrowedType(from: unknown, to: unknown, path: string): Narrowing[] {
  if (to === undefined || from === to) return [];
  if (from === 'integer' && to === 'number') return [];
  const before = from === undefined ? 'anything' : JSON.stringify(from);
  return [{ path, code: 'type', message: `was ${before} and is ${JSON.stringify(to)}` }];
}

function narrowedEnum(
  from: readonly unknown[] | undefined,
  to: readonly unknown[] | undefined,
  path: string,
): Narrowing[] {
  if (to === undefined) return [];
  if (from === undefined) return [{ path, code: 'enum', message: 'takes only certain values' }];
  return from
    .filter((value) => !to.includes(value))
    .map((value) => ({ path, code: 'enum' as const, message: `${JSON.stringify(value)} is not among the values` }));
}

function valuesOf(schema: Schema): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  return Array.isArray(schema['enum']) ? schema['enum'] : undefined;
}
