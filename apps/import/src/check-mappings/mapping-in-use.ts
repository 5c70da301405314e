import type { FieldMapping, MappingEntry, ObjectType } from '@ce/contracts';
import { checkMapping, defaultMapping, type MappingCheck, selectFor, type ObjectDescribe } from '@ce/field-mapping';

export interface MappingInUse {
  /** Entries that may be read; the others are paused. */
  mapping: FieldMapping;
  select: Record<ObjectType, string[]>;
  problems: PausedEntry[];
  /** Object types of which nothing can be imported, with the reason. */
  unusable: Partial<Record<ObjectType, { reason: string; fix: string }>>;
}

export interface PausedEntry {
  objectType: ObjectType;
  ceField: string;
  salesforceField: string;
  code: string;
  reason: string;
  fix: string;
}

export type PeopleDescribes = Record<ObjectType, ObjectDescribe | null>;

export interface FieldChoice {
  /** Fields to select besides the mapped ones. */
  extra: Record<ObjectType, readonly string[]>;
  /** `Contact:Account.Segment__c`: what a query was refused for. */
  hidden: ReadonlySet<string>;
}

/** The part of a connection's mapping that can be read now. */
export function mappingInUse(mapping: FieldMapping, describes: PeopleDescribes, choice: FieldChoice): MappingInUse {
  const { entries } = readable(mapping);
  const isHidden = (objectType: ObjectType, path: string) => choice.hidden.has(`${objectType}:${path}`);
  const shown = entries.filter((entry) => !isHidden(entry.objectType, entry.salesforceField));
  const refused = entries.filter((entry) => isHidden(entry.objectType, entry.salesforceField));
  const check = checkMapping({ entries: shown }, describes);
  const selectOf = (objectType: ObjectType) => {
    const describe = describes[objectType];
    if (describe === null) return [];
    const paths = selectFor(check.usable, objectType, describe, choice.extra[objectType]);
    return paths.filter((path) => !isHidden(objectType, path));
  };
  return {
    mapping: check.usable,
    select: { Lead: selectOf('Lead'), Contact: selectOf('Contact') },
    problems: [
      ...refused.map((entry) => paused(entry, refusedByQuery(entry))),
      ...check.entries.flatMap(({ entry, result }) => (result.kind === 'ok' ? [] : [paused(entry, result)])),
    ],
    unusable: unusableOf(check),
  };
}

/** The entries that are read. Whether one can be written is the concern of those who write it. */
export function readable(mapping: FieldMapping): FieldMapping {
  const { entries } = mapping.entries.length === 0 ? defaultMapping : mapping;
  return {
    entries: entries.filter((entry) => entry.direction !== 'write').map((entry) => ({ ...entry, direction: 'read' })),
  };
}

type Why = Pick<PausedEntry, 'code' | 'reason' | 'fix'>;

function paused({ objectType, ceField, salesforceField }: MappingEntry, { code, reason, fix }: Why): PausedEntry {
  return { objectType, ceField, salesforceField, code, reason, fix };
}

function refusedByQuery({ objectType, salesforceField }: MappingEntry): Why {
  return {
    code: 'field-missing',
    reason: `Salesforce does not find ${salesforceField} of ${objectType}, or the integration user may not see it.`,
    fix: `Map another field, or give the integration user read access to ${salesforceField}.`,
  };
}

function unusableOf(check: MappingCheck): MappingInUse['unusable'] {
  const unusable: MappingInUse['unusable'] = {};
  for (const { objectType, reason, fix } of check.missingMinimum) unusable[objectType] ??= { reason, fix };
  return unusable;
}
