/** Bodies of the parts that are through, by reference id. */
export type Bodies = ReadonlyMap<string, unknown>;

export type Resolved<T> =
  { readonly kind: 'resolved'; readonly value: T } | { readonly kind: 'missing'; readonly reference: string };

const pattern = /@\{([A-Za-z]\w*)((?:\.\w+|\[\d+\])+)\}/g;

/** Replaces every `@{ref.field}` in a text or JSON value by what that part answered (salesforce-api.md §3.4). */
export function resolveReferences<T>(value: T, bodies: Bodies): Resolved<T> {
  const missing: string[] = [];
  const replaced = replace(value, bodies, missing) as T;
  const [reference] = missing;
  return reference === undefined ? { kind: 'resolved', value: replaced } : { kind: 'missing', reference };
}

function replace(value: unknown, bodies: Bodies, missing: string[]): unknown {
  if (typeof value === 'string') {
    if (!value.includes('@{')) return value;
    return value.replace(pattern, (whole, name: string, path: string) => {
      const found = walk(bodies.get(name), path);
      if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean') {
        missing.push(whole.slice(2, -1));
        return whole;
      }
      return String(found);
    });
  }
  if (Array.isArray(value)) return value.map((entry) => replace(entry, bodies, missing));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replace(entry, bodies, missing)]));
}

function walk(body: unknown, path: string): unknown {
  let current: unknown = body;
  for (const [, key, index] of path.matchAll(/\.(\w+)|\[(\d+)\]/g)) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string, unknown>)[key ?? index ?? ''];
  }
  return current;
}
