import { activeValues } from '../describe/find-field.js';
import type { FieldDescribe } from '../describe/object-describe.js';

/**
 * The value to store for a wanted one: the same value, else one that differs only in case or separators, else one whose
 * label does. Undefined where the org has none.
 */
export function matchPicklist(field: FieldDescribe, wanted: string): string | undefined {
  const values = activeValues(field);
  if (values.some((candidate) => candidate.value === wanted)) return wanted;
  const plain = plainForm(wanted);
  const match =
    values.find((candidate) => plainForm(candidate.value) === plain) ??
    values.find((candidate) => plainForm(candidate.label ?? '') === plain);
  return match?.value;
}

/** `Not Started`, `not_started` and `not-started` are one value to a person. */
function plainForm(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '');
}
