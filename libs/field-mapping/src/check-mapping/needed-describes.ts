import type { FieldMapping } from '@ce/contracts';
import { findRelationship } from '../describe/find-field.js';
import type { Describes } from './mapping-problem.js';

/** Names of the related objects that `checkMapping` should also be given, e.g. `Account` for `Account.Name`. */
export function neededDescribes(mapping: FieldMapping, describes: Describes): string[] {
  const targets = mapping.entries.flatMap((entry) => {
    const [relationship = '', field] = entry.salesforceField.split('.');
    const describe = describes[entry.objectType];
    const lookup = field === undefined || !describe ? undefined : findRelationship(describe, relationship);
    const names = lookup?.referenceTo ?? [];
    return names.length === 1 ? names : [];
  });
  return [...new Set(targets)].filter((name) => describes[name] === undefined);
}
