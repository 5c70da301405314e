import { z } from 'zod';
import type { Answer, Call } from '../http/route.js';
import { convertLead } from '../org/convert-lead.js';
import { mergeRecords } from '../org/merge-records.js';
import { deleteRecord, insertRecord, updateRecord } from '../org/write-record.js';
import { actingUser } from './customer-route.js';
import { namedField, namedObject } from './show-records.js';

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const oneOrMany = z.union([values.transform((one) => [one]), z.array(values)]);

/** `POST /simulator/records/Lead`: creates records, or changes those that carry a known `Id`. No field checks. */
export function putRecords(call: Call): Answer {
  const object = namedObject(call);
  const userId = actingUser(call.org, call.query.get('as'));
  const given = oneOrMany.parse(call.body);
  for (const record of given) for (const name of Object.keys(record)) namedField(object, name);
  const ids = call.org.records.transact(() => ({
    keep: true,
    value: given.map((record) => {
      const id = record['Id'];
      const known = typeof id === 'string' && call.org.records.get(id) !== undefined;
      if (known) return updateRecord(call.org, object, id, record, userId).Id;
      return insertRecord(call.org, object, record, userId).Id;
    }),
  }));
  return { status: 200, body: { ids } };
}

export function removeRecord(call: Call): Answer {
  const object = namedObject(call);
  deleteRecord(call.org, object, call.params['id'] ?? '', actingUser(call.org, call.query.get('as')));
  return { status: 204 };
}

const conversion = z
  .strictObject({
    accountId: z.string().optional(),
    contactId: z.string().optional(),
    createOpportunity: z.boolean().optional(),
  })
  .default({});

export function convert(call: Call): Answer {
  const userId = actingUser(call.org, call.query.get('as'));
  const choice = conversion.parse(call.body);
  const result = call.org.records.transact(() => ({
    keep: true,
    value: convertLead(call.org, call.params['id'] ?? '', userId, choice),
  }));
  return { status: 200, body: result };
}

const merge = z.strictObject({ survivorId: z.string(), loserIds: z.array(z.string()).min(1).max(2) });

export function mergeInto(call: Call): Answer {
  const { survivorId, loserIds } = merge.parse(call.body);
  const userId = actingUser(call.org, call.query.get('as'));
  call.org.records.transact(() => ({ keep: true, value: mergeRecords(call.org, survivorId, loserIds, userId) }));
  return { status: 204 };
}
