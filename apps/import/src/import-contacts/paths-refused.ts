import type { ObjectType } from '@ce/contracts';
import type { RecordError } from '@ce/salesforce';

/**
 * Which of the selected paths a refused query stumbled over: `Lead.Foo__c` names an own field, `Account.Foo__c` the end
 * of a path. None when the refusal is about something else.
 */
export function pathsRefused(error: RecordError, objectType: ObjectType, select: readonly string[]): string[] {
  if (error.code !== 'INVALID_FIELD') return [];
  const named = error.fields.map((field) => {
    const [column = '', entity = objectType] = field.split('.').reverse();
    return { entity: entity.toLowerCase(), column: column.toLowerCase() };
  });
  return select.filter((path) => {
    const [column = '', relation] = path.toLowerCase().split('.').reverse();
    return named.some((name) =>
      relation === undefined
        ? name.column === column && name.entity === objectType.toLowerCase()
        : (name.column === column && name.entity !== objectType.toLowerCase()) || name.column === relation,
    );
  });
}
