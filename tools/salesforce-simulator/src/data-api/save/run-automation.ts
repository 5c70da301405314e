import type { FieldValue, ObjectSchema } from '../../org/field-schema.js';
import { type RowError, rowError } from './row-result.js';
import type { SaveContext } from './save-context.js';

type Values = Readonly<Record<string, FieldValue>>;
type When = readonly { readonly field: string; readonly equals: FieldValue }[];

/** The org's own validation rules over the record as it would be. */
export function checkValidationRules(
  { org }: SaveContext,
  object: ObjectSchema,
  record: () => Values,
): RowError | null {
  const rules = org.description.validationRules.filter((rule) => rule.object === object.name);
  if (rules.length === 0) return null;
  const values = record();
  const broken = rules.find((rule) => holds(rule.when, values));
  if (broken === undefined) return null;
  return rowError(
    'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    broken.message,
    broken.field === undefined ? [] : [broken.field],
  );
}

/** The owner that an active assignment rule picks for a lead; null without one, or when the caller forbids it. */
export function assignedOwner(
  { org, autoAssign }: SaveContext,
  object: ObjectSchema,
  record: () => Values,
): string | null {
  const rules = org.description.assignmentRules.filter((rule) => rule.active && rule.object === object.name);
  if (!autoAssign || rules.length === 0) return null;
  const values = record();
  return rules.find((rule) => holds(rule.when, values))?.ownerId ?? null;
}

function holds(when: When, record: Values): boolean {
  return when.every(({ field, equals }) => (record[field] ?? null) === equals);
}
