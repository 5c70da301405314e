import type { ConnectionToggles, FieldMapping, ObjectType } from '@ce/contracts';
import { checkMapping } from '@ce/field-mapping';
import type { StoredMappingProblem } from '../connection-store/connection.entity.js';
import { type Check, fail, pass, warn } from './check.js';
import type { OrgFacts } from './org-facts.js';

export interface CheckedMapping {
  usable: FieldMapping;
  problems: StoredMappingProblem[];
}

/** The mapping against the org: sound entries go on, the others are paused and said. */
export function checkedMapping(mapping: FieldMapping, describes: OrgFacts['describes']): CheckedMapping {
  const check = checkMapping(mapping, describes);
  const paused = check.entries.flatMap(({ entry, result }) =>
    result.kind === 'ok'
      ? []
      : [
          {
            objectType: entry.objectType,
            ceField: entry.ceField,
            salesforceField: entry.salesforceField,
            reason: result.reason,
            fix: result.fix,
          },
        ],
  );
  const minimum = check.missingMinimum.map(({ objectType, ceField, reason, fix }) => ({
    objectType,
    ceField,
    salesforceField: null,
    reason,
    fix,
  }));
  return { usable: check.usable, problems: [...minimum, ...paused] };
}

export function checkMappedFields({ usable, problems }: CheckedMapping, toggles: ConnectionToggles): Check[] {
  const checks = problems.map(({ objectType, ceField, salesforceField, reason, fix }) => {
    const name = `mapping-${objectType.toLowerCase()}-${ceField}`;
    return salesforceField === null
      ? fail(name, `import of every ${objectType}`, reason, fix)
      : warn(name, `the field ${ceField} of every ${objectType}; the rest goes on`, reason, fix);
  });
  if (checks.length === 0) checks.push(pass('mapping', `All ${usable.entries.length} mapped fields can be used.`));
  if (!toggles.doNotContactSync) return checks;
  return [...checks, doNotContact('Lead', usable), doNotContact('Contact', usable)];
}

function doNotContact(objectType: ObjectType, usable: FieldMapping): Check {
  const name = `do-not-contact-${objectType.toLowerCase()}`;
  const mapped = usable.entries.some(
    (entry) => entry.objectType === objectType && entry.ceField === 'do_not_contact' && entry.direction !== 'read',
  );
  if (mapped) return pass(name, `Do Not Contact of a ${objectType} is written back.`);
  return warn(
    name,
    'opt-outs, which stay unknown to Salesforce',
    `No field of ${objectType} is mapped as Do Not Contact for writing.`,
    'Map do_not_contact to a checkbox field with direction write, or switch Do-Not-Contact sync off.',
  );
}
