/** Column names as properties: `connection_id` → `connectionId`. */
export function camelCase(column: string): string {
  return column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** One mapping of names serves a whole result, whose rows have equal columns. */
export function readRows<Row>(raw: readonly Record<string, unknown>[]): Row[] {
  const [first] = raw;
  if (first === undefined) return [];
  const names = Object.keys(first).map((column) => [column, camelCase(column)] as const);
  return raw.map((row) => {
    const named: Record<string, unknown> = {};
    for (const [column, property] of names) named[property] = row[column];
    return named as Row;
  });
}
