import type { MappingEntry } from '@ce/contracts';
import { findField } from '../describe/find-field.js';
import { fittingTypes } from './fitting-types.js';
import type { Describes, MappingProblem } from './mapping-problem.js';
import { resolveField } from './resolve-field.js';

/** Undefined when the entry can be used as it is. */
export function checkEntry(entry: MappingEntry, describes: Describes): MappingProblem | undefined {
  const describe = describes[entry.objectType];
  if (!describe) return objectMissing(entry.objectType);

  const resolved = resolveField(entry.salesforceField, describe, describes);
  if (resolved.kind === 'problem') return resolved;
  if (resolved.kind === 'unchecked') return writesOverRelationship(entry);

  const fitting = fittingTypes[entry.valueType];
  if (!fitting.includes(resolved.field.type)) return wrongType(entry, resolved.field.type);
  return writesOverRelationship(entry) ?? notUpdateable(entry, findField(describe, entry.salesforceField)?.updateable);
}

function objectMissing(name: string): MappingProblem {
  return {
    code: 'object-missing',
    reason: `The integration user may not see the object ${name}.`,
    fix: `Give the integration user read access to ${name}.`,
  };
}

function wrongType(entry: MappingEntry, type: string): MappingProblem {
  const isUserLookup = entry.ceField === 'lead_owner_email' && type === 'reference';
  const relationship = entry.salesforceField.replace(/__c$/i, '__r').replace(/Id$/, '');
  return {
    code: 'wrong-type',
    reason: `${entry.objectType}.${entry.salesforceField} is of type ${type}, which cannot hold ${entry.valueType} values.`,
    fix: isUserLookup
      ? `Map the address behind the lookup: ${relationship}.Email.`
      : `Map ${entry.ceField} to a field of type ${fittingTypes[entry.valueType].join(', ')}, or change its value type.`,
  };
}

function writesOverRelationship(entry: MappingEntry): MappingProblem | undefined {
  if (entry.direction === 'read' || !entry.salesforceField.includes('.')) return undefined;
  return {
    code: 'not-writable-path',
    reason: `${entry.salesforceField} belongs to a related record, which this system only reads.`,
    fix: `Set the direction to read, or map ${entry.ceField} to a field of ${entry.objectType} itself.`,
  };
}

function notUpdateable(entry: MappingEntry, updateable: boolean | undefined): MappingProblem | undefined {
  if (entry.direction === 'read' || updateable === true) return undefined;
  return {
    code: 'not-updateable',
    reason: `The integration user may see ${entry.objectType}.${entry.salesforceField} but not edit it.`,
    fix: `Give the integration user edit access to ${entry.salesforceField}, or set the direction to read.`,
  };
}
