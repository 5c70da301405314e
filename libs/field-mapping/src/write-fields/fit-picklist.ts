import type { MappedValue } from '@ce/contracts';
import type { FieldDescribe } from '../describe/object-describe.js';
import type { FittedValue } from './fit-value.js';
import { fitText } from './fit-text.js';
import { matchPicklist } from './match-picklist.js';

export function fitPicklist(field: FieldDescribe, wanted: NonNullable<MappedValue>): FittedValue {
  const match = matchPicklist(field, String(wanted));
  if (match !== undefined) return { kind: 'value', value: match };
  if (!field.restrictedPicklist) return fitText(field, wanted);
  return {
    kind: 'refused',
    class: 'configuration',
    code: 'picklist-value-missing',
    reason: `The picklist ${field.name} has no value "${String(wanted)}" in this org.`,
    fix: `Add the value "${String(wanted)}" to the picklist ${field.name}, then replay.`,
  };
}
