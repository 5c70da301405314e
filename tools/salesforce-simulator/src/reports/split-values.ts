/** `High,"Medium, rare"` → two values: a comma means "or", quotes keep it (salesforce-api.md §2.4). */
export function splitValues(value: string): string[] {
  const parts = value.match(/"(?:[^"]|"")*"|[^,]+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (/^".*"$/s.test(part) ? part.slice(1, -1).replaceAll('""', '"') : part));
}
