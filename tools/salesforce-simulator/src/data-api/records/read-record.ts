import { callerOf, type Answer, type Call } from '../../http/route.js';
import { notFound, SalesforceFault } from '../../http/salesforce-fault.js';
import { toDateTime } from '../../org/clock.js';
import type { ObjectView } from '../../org/access.js';
import type { FieldSchema, OrgRecord } from '../../org/field-schema.js';
import { readValue } from '../../org/read-value.js';
import { isIdShaped } from '../../org/record-id.js';
import { isClosedReport } from '../../org/report-access.js';
import { noSuchColumn } from '../save/read-fields.js';

/** `GET /sobjects/Lead/{id}`: every field that the caller may read, or those of `?fields=`. */
export function readRecord(call: Call): Answer {
  const view = viewOf(call);
  const key = call.params['key'] ?? '';
  if (!isIdShaped(key))
    throw new SalesforceFault(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${key}`,
    );
  const { org } = call;
  if (org.schema.objectOfId(key) !== view.schema)
    throw new SalesforceFault(400, 'MALFORMED_ID', `${view.schema.label} ID: id value of incorrect type: ${key}`, [
      'Id',
    ]);
  const record = org.records.get(key);
  if (record === undefined || record['IsDeleted'] === true) throw notFound();
  if (!org.access.canReadRecord(callerOf(call), view.schema, record)) throw notFound();
  if (isClosedReport(org, callerOf(call), view.schema.name, record)) throw notFound();
  call.note({ kind: 'record-read', object: view.schema.name, records: 1 });
  return {
    status: 200,
    body: recordBody(call, view, markViewed(call, view, record), selected(view, call.query.get('fields'))),
  };
}

/** Reading one record makes it recently viewed, unless `Sforce-Mru: updateMru=false` (salesforce-api.md §3.7). */
function markViewed({ org, headers }: Call, { schema }: ObjectView, record: OrgRecord): OrgRecord {
  if (!schema.fields.has('LastViewedDate') || /updateMru=false/i.test(String(headers['sforce-mru'] ?? '')))
    return record;
  const now = toDateTime(org.clock.now());
  const viewed = { ...record, LastViewedDate: now, LastReferencedDate: now };
  org.records.put(schema.name, viewed);
  return viewed;
}

export function viewOf(call: Call): ObjectView {
  const view = call.org.access.view(callerOf(call), call.params['object'] ?? '');
  if (view === undefined) throw notFound();
  return view;
}

/** Fields by their names in a comma-separated list; all of them without one. */
export function selected(view: ObjectView, list: string | null): readonly FieldSchema[] {
  if (list === null || list === '') return [...view.fields.values()];
  return list.split(',').map((name) => {
    const field = view.byLowerName.get(name.trim().toLowerCase());
    if (field === undefined)
      throw new SalesforceFault(400, 'INVALID_FIELD', noSuchColumn(name.trim(), view.schema.name));
    return field;
  });
}

export function recordBody(
  { org, version }: Pick<Call, 'org' | 'version'>,
  { schema }: ObjectView,
  record: OrgRecord,
  fields: readonly FieldSchema[],
): Record<string, unknown> {
  return {
    attributes: { type: schema.name, url: `/services/data/v${version}/sobjects/${schema.name}/${record.Id}` },
    ...Object.fromEntries(fields.map((field) => [field.name, readValue(org, schema, record, field)])),
  };
}
