import {
  type FieldRight,
  mappedFieldRights,
  objectRights,
  PERMISSION_SET,
  taskFields,
  userRights,
} from '../define-package/integration-rights.js';
import { eventIdField, personFields } from '../define-package/package-fields.js';
import { fieldNames, type Naming } from '../name-fields/field-names.js';
import type { Xml } from './xml.js';

export interface RightsOfOrg {
  readonly naming: Naming;
  /** Fields of Task to list; without an org to ask, those that every org secures. */
  readonly taskFields?: readonly string[];
  /** Another name than the usual one where the org has a field already; null where none is wanted. */
  readonly eventIdName?: string | null;
  /** Beyond the standard mapping, e.g. the mapped Do-Not-Contact field. */
  readonly more?: readonly FieldRight[];
}

/** The content of the PermissionSet: the rights of spec A3 to A5 and nothing else. */
export function renderPermissionSet(org: RightsOfOrg): Xml[] {
  return [
    ['description', 'What Conversational Email needs: reports, people, its own fields, Tasks. Nothing else.'],
    ...fieldRights(org).map(({ field, edit }): Xml => [
      'fieldPermissions',
      [
        ['editable', edit],
        ['field', field],
        ['readable', true],
      ],
    ]),
    ['hasActivationRequired', false],
    ['label', PERMISSION_SET.label],
    ...objectRights.map(({ object, edit }): Xml => [
      'objectPermissions',
      [
        ['allowCreate', false],
        ['allowDelete', false],
        ['allowEdit', edit],
        ['allowRead', true],
        ['modifyAllRecords', false],
        ['object', object],
        ['viewAllRecords', false],
      ],
    ]),
    ...userRights.map((name): Xml => [
      'userPermissions',
      [
        ['enabled', true],
        ['name', name],
      ],
    ]),
  ];
}

/** By field, sorted; names as a deployed file spells them. */
export function fieldRights(org: RightsOfOrg): FieldRight[] {
  const own = ['Contact', 'Lead'].flatMap((object) =>
    personFields.map((field) => edits(`${object}.${fieldNames(field, org.naming).deployed}`)),
  );
  const eventIdName = org.eventIdName === undefined ? fieldNames(eventIdField, org.naming).deployed : org.eventIdName;
  const eventId = eventIdName === null ? [] : [eventIdName];
  // Task and Event share their security: an entry on one side alone disables both (salesforce-api.md §5.1).
  const activity = [...(org.taskFields ?? taskFields), ...eventId].flatMap((name) =>
    name === 'TaskSubtype' ? [edits(`Task.${name}`)] : [edits(`Event.${name}`), edits(`Task.${name}`)],
  );
  const byField = new Map<string, FieldRight>();
  for (const right of [...mappedFieldRights, ...own, ...activity, ...(org.more ?? [])]) {
    byField.set(right.field, { ...right, edit: right.edit || (byField.get(right.field)?.edit ?? false) });
  }
  return [...byField.values()].sort((a, b) => (a.field < b.field ? -1 : 1));
}

function edits(field: string): FieldRight {
  return { field, edit: true };
}
