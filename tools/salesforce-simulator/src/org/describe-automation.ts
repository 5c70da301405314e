import { z } from 'zod';

const condition = z.strictObject({
  field: z.string(),
  equals: z.union([z.string(), z.number(), z.boolean(), z.null()]),
});

/** Runs on create and update unless the caller sends `Sforce-Auto-Assign: FALSE` (salesforce-api.md §3.7). */
export const assignmentRule = z.strictObject({
  object: z.literal('Lead').default('Lead'),
  active: z.boolean().default(true),
  /** All of them hold; an empty list always does. */
  when: z.array(condition).default([]),
  ownerId: z.string(),
});

/** Refuses or warns about a record that equals another in all `matchOn` fields (salesforce-api.md §4). */
export const duplicateRule = z.strictObject({
  name: z.string(),
  object: z.string(),
  matchOn: z.array(z.string()).min(1),
  action: z.enum(['alert', 'block']),
  matchingRule: z.string().optional(),
  message: z.string().default('Use one of these records?'),
  onUpdate: z.boolean().default(false),
});

/** An org's own rule: the record is refused with the text when all conditions hold. */
export const validationRule = z.strictObject({
  object: z.string(),
  when: z.array(condition).min(1),
  message: z.string(),
  field: z.string().optional(),
});
