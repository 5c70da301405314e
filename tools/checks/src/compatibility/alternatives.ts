import type { Schema } from './narrowing.js';

/** The schemas of which one must hold, each with at most one type. A schema without a type stands for any. */
export function alternativesOf(schema: Schema): Schema[] {
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const choices = schema[keyword];
    if (!Array.isArray(choices)) continue;
    const { [keyword]: _choices, ...rest } = schema;
    return (choices as Schema[]).flatMap((choice) => alternativesOf({ ...rest, ...choice }));
  }
  const { type } = schema;
  if (Array.isArray(type)) return type.map((single: unknown) => ({ ...schema, type: single }));
  return [schema];
}
