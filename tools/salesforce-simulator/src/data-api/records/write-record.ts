import type { Answer, Call } from '../../http/route.js';
import { notFound, SalesforceFault } from '../../http/salesforce-fault.js';
import { createRow } from '../save/create-row.js';
import { deleteRow } from '../save/delete-row.js';
import { faultOf, type RowResult } from '../save/row-result.js';
import { saveContext } from '../save/save-context.js';
import { updateRow } from '../save/update-row.js';
import { viewOf } from './read-record.js';
import { requestRecord, type RequestRecord } from './request-record.js';

/** `POST /sobjects/Lead` → 201 with the address of what was made (salesforce-api.md §3.2). */
export function createRecord(call: Call): Answer {
  const { schema } = viewOf(call);
  const record = requestRecord(call.body);
  const { id } = saved(call, () => createRow(saveContext(call), schema.name, record));
  call.note({ kind: 'record-create', object: schema.name, records: 1 });
  return created(call, schema.name, id);
}

export function created(call: Call, object: string, id: string): Answer {
  return {
    status: 201,
    body: { id, success: true, errors: [] },
    headers: { Location: `/services/data/v${call.version}/sobjects/${object}/${id}` },
  };
}

export function updateRecord(call: Call): Answer {
  const { schema } = viewOf(call);
  const record = requestRecord(call.body);
  refuseId(record);
  saved(call, () => updateRow(saveContext(call), schema.name, knownId(call), record));
  call.note({ kind: 'record-update', object: schema.name, records: 1 });
  return { status: 204 };
}

export function deleteRecord(call: Call): Answer {
  const { schema } = viewOf(call);
  saved(call, () => deleteRow(saveContext(call), schema.name, knownId(call)));
  call.note({ kind: 'record-delete', object: schema.name, records: 1 });
  return { status: 204 };
}

/** The address names the record; only rows of a collection carry their id. */
function refuseId(record: RequestRecord): void {
  if (Object.keys(record).some((name) => name.toLowerCase() === 'id'))
    throw new SalesforceFault(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
}

/** An id that leads nowhere is no such resource, rather than a bad reference. */
function knownId(call: Call): string {
  const id = call.params['key'] ?? '';
  if (call.org.records.get(id) === undefined) throw notFound();
  return id;
}

/** Runs one save as a transaction; a refusal becomes the answer of the call. */
export function saved(call: Call, save: () => RowResult): { id: string; created: boolean } {
  const result = call.org.records.transact(() => {
    const value = save();
    return { keep: value.kind === 'saved', value };
  });
  if (result.kind === 'refused') throw faultOf(result.error, call.org.description.switches);
  return result;
}
