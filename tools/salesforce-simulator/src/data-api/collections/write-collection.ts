import type { Answer, Call } from '../../http/route.js';
import { SalesforceFault } from '../../http/salesforce-fault.js';
import type { CallKind } from '../../journal/call-kind.js';
import { toId18 } from '../../org/record-id.js';
import { createRow } from '../save/create-row.js';
import { deleteRow } from '../save/delete-row.js';
import { refused, rowError, type RowResult } from '../save/row-result.js';
import { type SaveContext, saveContext } from '../save/save-context.js';
import { updateRow } from '../save/update-row.js';
import { externalIdField, upsertRow } from '../save/upsert-row.js';
import { idOf, maxRows, readCollection, type TypedRecord } from './read-collection.js';
import { saveRows } from './save-rows.js';

export function createCollection(call: Call): Answer {
  const { allOrNone, records } = readCollection(call.body);
  const context = saveContext(call);
  const saves = records.map(
    ({ type, record }) =>
      () =>
        createRow(context, type, record),
  );
  note(call, 'collections-create', records);
  return { status: 200, body: saveRows(call, saves, { allOrNone }) };
}

export function updateCollection(call: Call): Answer {
  const { allOrNone, records } = readCollection(call.body);
  const context = saveContext(call);
  const seen = new Set<string>();
  const saves = records.map((entry) => () => updateOnce(context, entry, seen));
  note(call, 'collections-update', records);
  return { status: 200, body: saveRows(call, saves, { allOrNone }) };
}

/** A record may stand in one batch only once; the second row of the same id fails (salesforce-api.md §3.3). */
function updateOnce(context: SaveContext, { type, record }: TypedRecord, seen: Set<string>): RowResult {
  const id = idOf(record);
  if (id === null) return refused(rowError('MISSING_ARGUMENT', 'Id not specified in an update call'));
  if (seen.has(toId18(id))) {
    const code = context.org.description.switches.repeatedIdCode;
    return refused(
      rowError(code, `duplicate id in list: ${id.slice(0, 15)}`, code === 'INVALID_ID_FIELD' ? ['Id'] : []),
    );
  }
  seen.add(toId18(id));
  return updateRow(context, type, id, record);
}

/** `PATCH /composite/sobjects/Lead/Ext__c` */
export function upsertCollection(call: Call): Answer {
  const { allOrNone, records } = readCollection(call.body);
  const context = saveContext(call);
  const [type, name] = [call.params['object'] ?? '', call.params['field'] ?? ''];
  const field = externalIdField(context, type, name);
  if (field === null)
    throw new SalesforceFault(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${name}`,
    );
  const seen = new Set<string>();
  const saves = records.map(({ record, ...entry }) => (): RowResult => {
    if (entry.type.toLowerCase() !== type.toLowerCase())
      return refused(rowError('INVALID_TYPE', `All records must be of type ${type}, not ${entry.type}`));
    const key = Object.keys(record).find((candidate) => candidate.toLowerCase() === field.name.toLowerCase());
    const given = key === undefined ? null : record[key];
    const value = typeof given === 'number' ? String(given) : given;
    if (typeof value !== 'string' || value === '')
      return refused(rowError('MISSING_ARGUMENT', `${field.name} not specified`, [field.name]));
    const compared = field.caseSensitive ? value : value.toLowerCase();
    if (seen.has(compared))
      return refused(rowError('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [field.name]));
    seen.add(compared);
    return upsertRow(context, type, field, value, record);
  });
  note(call, 'collections-upsert', records);
  return { status: 200, body: saveRows(call, saves, { allOrNone, upsert: true }) };
}

/** `DELETE /composite/sobjects?ids=…` */
export function deleteCollection(call: Call): Answer {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) throw new SalesforceFault(400, 'MISSING_ARGUMENT', 'The parameter ids names no record.');
  if (ids.length > maxRows)
    throw new SalesforceFault(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${maxRows} records into this call`,
    );
  const context = saveContext(call);
  const saves = ids.map((id) => (): RowResult => {
    const object = call.org.schema.objectOfId(id);
    if (object === undefined) return refused(rowError('MALFORMED_ID', `malformed id ${id}`, ['Id']));
    return deleteRow(context, object.name, id);
  });
  const object = call.org.schema.objectOfId(ids[0] ?? '')?.name ?? null;
  call.note({ kind: 'collections-delete', object, records: ids.length });
  return { status: 200, body: saveRows(call, saves, { allOrNone: call.query.get('allOrNone') === 'true' }) };
}

function note(call: Call, kind: CallKind, records: readonly TypedRecord[]): void {
  call.note({ kind, object: records[0]?.type ?? null, records: records.length });
}
