import type { Answer, Call } from '../http/route.js';
import type { FieldSchema, ObjectSchema } from '../org/field-schema.js';
import { readPlain, readValue } from '../org/read-value.js';

/**
 * `GET /simulator/records/Task?Status=Completed&fields=Id,WhoId&deleted=true`: records as they are stored, whoever may
 * see them. Every other parameter is a field that must equal its value; `null` means empty. `count=true` gives the number
 * alone; `offset` leaves out the first ones, in order of creation, and `limit` the last ones.
 */
export function showRecords(call: Call): Answer {
  const object = namedObject(call);
  const wanted = [...call.query].filter(([name]) => !['fields', 'deleted', 'limit', 'offset', 'count'].includes(name));
  const conditions = wanted.map(([name, value]) => ({ field: namedField(object, name), value }));
  const fields = call.query
    .get('fields')
    ?.split(',')
    .map((name) => namedField(object, name));
  const isCount = call.query.get('count') === 'true';
  if (isCount && conditions.length === 0 && call.query.get('deleted') !== 'true')
    return { status: 200, body: { total: call.org.records.countOfLiving(object.name) } };
  const offset = Number(call.query.get('offset') ?? 0);
  const limit = Number(call.query.get('limit') ?? Number.POSITIVE_INFINITY);
  const found = [...call.org.records.all(object.name)].filter((record) => {
    if (record['IsDeleted'] === true && call.query.get('deleted') !== 'true') return false;
    return conditions.every(({ field, value }) => String(readPlain(call.org, object, record, field)) === value);
  });
  if (isCount) return { status: 200, body: { total: found.length } };
  const shown = fields ?? [...object.fields.values()];
  const records = found
    .slice(offset, offset + limit)
    .map((record) =>
      Object.fromEntries(shown.map((field) => [field.name, readValue(call.org, object, record, field)])),
    );
  return { status: 200, body: { total: found.length, records } };
}

export function namedObject(call: Call): ObjectSchema {
  const name = call.params['object'] ?? '';
  const object = call.org.schema.object(name);
  if (object === undefined) throw new Error(`There is no object ${name}; use an API name such as Lead.`);
  return object;
}

export function namedField(object: ObjectSchema, name: string): FieldSchema {
  const field = object.fields.get(name);
  if (field === undefined)
    throw new Error(`${object.name} has no field ${name}; use an API name as describe spells it.`);
  return field;
}
