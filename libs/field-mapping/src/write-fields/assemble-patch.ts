import type { MappedValue } from '@ce/contracts';
import type { FieldDescribe } from '../describe/object-describe.js';
import type { Refusal } from '../describe/refusal.js';
import { fitValue } from './fit-value.js';
import type { Cut, FieldRefusal, Patch, PatchFields } from './patch.js';

export interface WantedField {
  /** How people know the field, for the refusal when the org lacks it. */
  readonly name: string;
  readonly describe: FieldDescribe | undefined;
  readonly value: MappedValue;
  /** Says why `describe` is undefined; a missing or hidden field otherwise. */
  readonly whenMissing?: Refusal;
}

/** `lastWritten`: what was last written, by Salesforce field name; equal values are left out (design §6 rule 3). */
export function assemblePatch(wanted: readonly WantedField[], lastWritten: PatchFields): Patch {
  const fields: Record<string, MappedValue> = {};
  const cuts: Cut[] = [];
  const refusals: FieldRefusal[] = [];

  for (const want of wanted) {
    const field = want.describe;
    const refusal = field === undefined ? (want.whenMissing ?? fieldMissing(want.name)) : notWritable(field);
    if (field === undefined || refusal !== undefined) {
      refusals.push({ field: want.name, ...(refusal ?? fieldMissing(want.name)) });
      continue;
    }
    const fitted = fitValue(field, want.value);
    if (fitted.kind === 'refused') {
      const { kind: _kind, ...why } = fitted;
      refusals.push({ field: field.name, ...why });
    } else if (lastWritten[field.name] !== fitted.value) {
      fields[field.name] = fitted.value;
      if (fitted.cutFrom !== undefined) cuts.push({ field: field.name, from: fitted.cutFrom, to: field.length });
    }
  }

  if (Object.keys(fields).length > 0) return { kind: 'patch', fields, cuts, refusals };
  const [first] = refusals;
  if (first === undefined) return { kind: 'unchanged' };
  return { kind: 'refused', class: first.class, code: first.code, reason: first.reason, fix: first.fix, refusals };
}

function fieldMissing(name: string): Refusal {
  return {
    class: 'configuration',
    code: 'field-missing',
    reason: `The field ${name} does not exist in this org, or the integration user may not see it.`,
    fix: 'Create the field, or give the integration user read and edit access to it, then replay.',
  };
}

function notWritable(field: FieldDescribe): Refusal | undefined {
  if (field.updateable) return undefined;
  return {
    class: 'configuration',
    code: 'field-not-writable',
    reason: `The integration user may see the field ${field.name} but not edit it.`,
    fix: `Give the integration user edit access to ${field.name}, then replay.`,
  };
}
