import type { ReportColumn } from '@ce/salesforce';

export interface ColumnField {
  entity: string;
  field: string;
}

/**
 * What object and field a column shows. Newer describes say so; older ones give label and type only, where the column's
 * own name is all there is: `Contact.Email`, `Contact$Email`. Source: salesforce-api.md §2.3, §2.10.
 */
export function fieldOf(name: string, column: ReportColumn): ColumnField | undefined {
  const told = column.entityColumnName ?? column.fullyQualifiedName;
  if (told !== undefined) return split(told);
  const { entityName, fieldName } = column.fieldInfo ?? {};
  if (entityName !== undefined && fieldName !== undefined) return { entity: entityName, field: fieldName };
  return split(name);
}

function split(path: string): ColumnField | undefined {
  const parts = path.split(/[.$]/);
  const [entity, field] = parts;
  return parts.length === 2 && entity !== undefined && field !== undefined ? { entity, field } : undefined;
}

/** Objects that the columns belong to, for describes that do not list the objects of a custom report type. */
export function entitiesOf(columns: Readonly<Record<string, ReportColumn>>): string[] {
  const entities = Object.entries(columns).map(([name, column]) => fieldOf(name, column)?.entity);
  return [...new Set(entities.filter((entity) => entity !== undefined))];
}
