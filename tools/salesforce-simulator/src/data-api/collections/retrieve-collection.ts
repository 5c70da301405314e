import { callerOf, type Answer, type Call } from '../../http/route.js';
import { SalesforceFault } from '../../http/salesforce-fault.js';
import { isIdShaped } from '../../org/record-id.js';
import { recordBody, selected, viewOf } from '../records/read-record.js';
import { isObject } from '../records/request-record.js';

const maxIds = 2_000;

/** `GET` or `POST /composite/sobjects/Lead`: in request order, null for what is not there or not visible. */
export function retrieveCollection(call: Call): Answer {
  const view = viewOf(call);
  const { ids, fields } = asked(call);
  if (ids.length > maxIds)
    throw new SalesforceFault(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${maxIds} records into this call`,
    );
  const wanted = selected(view, fields.join(','));
  const idField = view.fields.get('Id');
  const shown = idField === undefined || wanted.includes(idField) ? wanted : [idField, ...wanted];
  call.note({ kind: 'collections-read', object: view.schema.name, records: ids.length });
  const body = ids.map((id) => {
    if (!isIdShaped(id)) throw new SalesforceFault(400, 'MALFORMED_ID', `malformed id ${id}`);
    const record = call.org.schema.objectOfId(id) === view.schema ? call.org.records.get(id) : undefined;
    const visible =
      record !== undefined &&
      record['IsDeleted'] !== true &&
      call.org.access.canReadRecord(callerOf(call), view.schema, record);
    return visible ? recordBody(call, view, record, shown) : null;
  });
  return { status: 200, body };
}

function asked(call: Call): { ids: string[]; fields: string[] } {
  const source: Record<string, unknown> =
    call.method === 'GET'
      ? { ids: call.query.get('ids')?.split(','), fields: call.query.get('fields')?.split(',') }
      : isObject(call.body)
        ? call.body
        : {};
  const list = (name: string): string[] => {
    const values = source[name];
    if (Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string')) return values;
    throw new SalesforceFault(400, 'MISSING_ARGUMENT', `The request must name ${name}.`);
  };
  return { ids: list('ids'), fields: list('fields') };
}
