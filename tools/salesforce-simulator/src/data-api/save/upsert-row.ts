import type { FieldSchema, OrgRecord } from '../../org/field-schema.js';
import { createRow } from './create-row.js';
import { type RowResult, refused, rowError } from './row-result.js';
import type { SaveContext } from './save-context.js';
import { updateRow } from './update-row.js';

/** A field by which records may be named: an external id, or one that Salesforce itself looks up by. */
export function externalIdField(context: SaveContext, type: string, name: string): FieldSchema | null {
  const field = context.org.access.view(context.user, type)?.byLowerName.get(name.toLowerCase());
  return field !== undefined && (field.externalId || field.idLookup) ? field : null;
}

export function recordsNamed(context: SaveContext, type: string, field: FieldSchema, value: string): OrgRecord[] {
  const object = context.org.object(type);
  const found =
    field.type === 'id' ? [context.org.records.get(value)] : context.org.records.findBy(object.name, field, value);
  return found.filter((record) => record !== undefined).filter((record) => record['IsDeleted'] !== true);
}

/** Creates or updates by an external id that the record itself carries. */
export function upsertRow(
  context: SaveContext,
  type: string,
  field: FieldSchema,
  value: string,
  record: Readonly<Record<string, unknown>>,
): RowResult {
  const [found, another] = recordsNamed(context, type, field, value);
  if (another !== undefined)
    return refused(
      rowError('DUPLICATE_EXTERNAL_ID', `Multiple records with the value ${value} in ${field.name}`, [field.name]),
    );
  const others = Object.fromEntries(
    Object.entries(record).filter(([name]) => name.toLowerCase() !== field.name.toLowerCase()),
  );
  if (found !== undefined) return updateRow(context, type, found.Id, others);
  return createRow(context, type, field.type === 'id' ? others : { ...others, [field.name]: value });
}
