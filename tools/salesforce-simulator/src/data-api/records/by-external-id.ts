import { callerOf, type Answer, type Call } from '../../http/route.js';
import { notFound, SalesforceFault } from '../../http/salesforce-fault.js';
import type { FieldSchema, OrgRecord } from '../../org/field-schema.js';
import { deleteRow } from '../save/delete-row.js';
import { saveContext } from '../save/save-context.js';
import { externalIdField, recordsNamed, upsertRow } from '../save/upsert-row.js';
import { recordBody, selected, viewOf } from './read-record.js';
import { requestRecord } from './request-record.js';
import { created, saved } from './write-record.js';

/** `PATCH /sobjects/Lead/Ext__c/{value}` (salesforce-api.md §3.2). */
export function upsertRecord(call: Call): Answer {
  const { object, field, value, found } = named(call);
  if (found.length > 1) return choices(call, object, found);
  const record = requestRecord(call.body);
  if (Object.keys(record).some((name) => name.toLowerCase() === field.name.toLowerCase()))
    throw new SalesforceFault(
      400,
      'INVALID_FIELD',
      `The ${field.name} field should not be specified in the sobject data.`,
    );
  const result = saved(call, () => upsertRow(saveContext(call), object, field, value, record));
  call.note({ kind: 'record-upsert', object, records: 1 });
  if (result.created) {
    const answer = created(call, object, result.id);
    return { ...answer, body: { id: result.id, success: true, errors: [], created: true } };
  }
  return call.org.description.switches.upsertUpdatedStatus === 204 || Number(call.version) < 46
    ? { status: 204 }
    : { status: 200, body: { id: result.id, success: true, errors: [], created: false } };
}

export function readByExternalId(call: Call): Answer {
  const { object, found } = named(call);
  const [record] = found;
  if (record === undefined) throw notFound();
  if (found.length > 1) return choices(call, object, found);
  const view = viewOf(call);
  if (!call.org.access.canReadRecord(callerOf(call), view.schema, record)) throw notFound();
  call.note({ kind: 'record-read', object, records: 1 });
  return { status: 200, body: recordBody(call, view, record, selected(view, call.query.get('fields'))) };
}

export function deleteByExternalId(call: Call): Answer {
  const { object, found } = named(call);
  const [record] = found;
  if (record === undefined) throw notFound();
  if (found.length > 1) return choices(call, object, found);
  saved(call, () => deleteRow(saveContext(call), object, record.Id));
  call.note({ kind: 'record-delete', object, records: 1 });
  return { status: 204 };
}

interface Named {
  readonly object: string;
  readonly field: FieldSchema;
  readonly value: string;
  readonly found: OrgRecord[];
}

function named(call: Call): Named {
  const { schema } = viewOf(call);
  const context = saveContext(call);
  const name = call.params['key'] ?? '';
  const field = externalIdField(context, schema.name, name);
  if (field === null)
    throw new SalesforceFault(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${name}`,
    );
  const value = call.params['value'] ?? '';
  return { object: schema.name, field, value, found: recordsNamed(context, schema.name, field, value) };
}

/** Several records answer to the value: 300 with the address of each. */
function choices(call: Call, object: string, found: readonly OrgRecord[]): Answer {
  return { status: 300, body: found.map(({ Id }) => `/services/data/v${call.version}/sobjects/${object}/${Id}`) };
}
