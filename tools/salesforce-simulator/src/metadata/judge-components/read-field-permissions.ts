import type { FieldAccess } from '../../org/describe-users.js';
import {
  checkElements,
  childrenOf,
  ComponentProblem,
  flagOf,
  requiredText,
} from '../read-package/read-metadata-file.js';
import type { XmlElement } from '../read-package/read-xml.js';

/** A field that a permission set names; in an org with a namespace the name may come without it. */
export interface NamedField {
  /** `Lead.ns__X__c` */
  readonly key: string;
  readonly permissionable: boolean;
}
export type FindField = (key: string) => NamedField | undefined;

/** Field access by `Lead.X__c`. Events are not simulated, their entries are, because tasks share them. */
export function readFieldPermissions(element: XmlElement, find: FindField): Record<string, FieldAccess> {
  const granted: Record<string, FieldAccess> = {};
  for (const entry of childrenOf(element, 'fieldPermissions')) {
    checkElements(entry, ['editable', 'field', 'readable']);
    const key = requiredText(entry, 'field');
    const field = find(key.replace(/^Event\./, 'Task.'));
    if (field === undefined) throw new ComponentProblem(`In field: field - no CustomField named ${key} found`);
    if (!field.permissionable) throw new ComponentProblem(`You cannot deploy to a required field: ${key}`);
    const editable = flagOf(entry, 'editable');
    if (editable && !flagOf(entry, 'readable'))
      throw new ComponentProblem(`Field ${key} cannot be editable without being readable`);
    granted[key.startsWith('Event.') ? field.key.replace('Task.', 'Event.') : field.key] = editable
      ? 'edit'
      : flagOf(entry, 'readable')
        ? 'read'
        : 'none';
  }
  return sharedByActivities(granted);
}

/** One security for Task and Event: an entry missing on one side disables both (salesforce-api.md §5.1). */
function sharedByActivities(granted: Record<string, FieldAccess>): Record<string, FieldAccess> {
  return Object.fromEntries(
    Object.entries(granted)
      .filter(([key]) => !key.startsWith('Event.'))
      .map(([key, access]) => {
        if (!key.startsWith('Task.') || key === 'Task.TaskSubtype') return [key, access];
        return [key, granted[key.replace('Task.', 'Event.')] === access ? access : 'none'];
      }),
  );
}
