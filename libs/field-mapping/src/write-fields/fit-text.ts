import type { MappedValue } from '@ce/contracts';
import type { FieldDescribe } from '../describe/object-describe.js';
import { cleanText, cutText } from './cut-text.js';
import type { FittedValue } from './fit-value.js';

/** Half an address, link or id is worse than none, so these are refused where prose is cut. */
const uncuttable: ReadonlySet<string> = new Set(['url', 'email', 'phone', 'reference']);

export function fitText(field: FieldDescribe, wanted: NonNullable<MappedValue>): FittedValue {
  const text = cleanText(String(wanted));
  if (field.length === 0 || text.length <= field.length) return { kind: 'value', value: text === '' ? null : text };
  if (!uncuttable.has(field.type)) return { kind: 'value', value: cutText(text, field.length), cutFrom: text.length };
  return {
    kind: 'refused',
    class: 'record',
    code: 'value-too-long',
    reason: `The value for ${field.name} has ${text.length} characters, and the field takes ${field.length}.`,
    fix: 'Shorten the value; it cannot be cut without breaking it.',
  };
}
