const SPECIAL = /["\\]/;
const ALL_SPECIAL = /["\\]/g;

/**
 * Texts as one parameter of an array type, e.g. `$1::text[]`. What the driver does with a JavaScript array comes to the same
 * and copies every text several times. Source: PostgreSQL manual, "Array Input and Output Syntax".
 */
export function arrayLiteral(values: readonly (string | null)[]): string {
  if (values.length === 0) return '{}';
  if (values.includes(null))
    return `{${values.map((value) => (value === null ? 'NULL' : `"${escaped(value)}"`)).join(',')}}`;
  const parts = (values as readonly string[]).map(escaped);
  // What stands at the ends goes into the parts there, because joining makes the one text at once.
  parts[0] = `{"${parts[0] ?? ''}`;
  parts.push(`${parts.pop() ?? ''}"}`);
  return parts.join('","');
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, '\\$&') : text;
}
