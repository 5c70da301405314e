const escapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '"': '\\"',
};

/** A text as a SOQL literal, quotes included: nothing a person typed can end the literal. */
export function soqlString(text: string): string {
  return `'${text.replace(/[\\'"\n\r\t\b\f]/g, (letter) => escapes[letter] ?? letter)}'`;
}
