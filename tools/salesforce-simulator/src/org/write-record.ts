import { toDateTime } from './clock.js';
import { derivedValues } from './derive-values.js';
import type { FieldValue, ObjectSchema, OrgRecord } from './field-schema.js';
import type { Org } from './org.js';
import { isIdShaped, toId18 } from './record-id.js';

type Values = Readonly<Record<string, FieldValue>>;
type WritableRecord = { Id: string } & Record<string, FieldValue>;

/**
 * The three writes that everything goes through, without a user's permissions or the field checks of the API: defaults,
 * who-and-when, derived fields. Names of fields must be exact.
 */
export function insertRecord(org: Org, object: ObjectSchema, values: Values, userId: string): OrgRecord {
  const now = toDateTime(org.clock.now());
  const id = typeof values['Id'] === 'string' ? toId18(values['Id']) : org.ids.next(object.keyPrefix ?? '000');
  org.ids.seen(id);
  const record: WritableRecord = { Id: id, IsDeleted: false, ...defaultsOf(object) };
  if (object.fields.has('OwnerId')) record['OwnerId'] = userId;
  record['CreatedDate'] = now;
  record['CreatedById'] = userId;
  record['LastModifiedDate'] = values['CreatedDate'] ?? now;
  record['LastModifiedById'] = userId;
  record['SystemModstamp'] = values['CreatedDate'] ?? now;
  take(object, values, record);
  record.Id = id;
  Object.assign(record, derivedValues(org, object.name, record, undefined, now));
  org.records.put(object.name, record);
  return record;
}

export function updateRecord(org: Org, object: ObjectSchema, id: string, values: Values, userId: string): OrgRecord {
  const before = org.records.get(id);
  if (before === undefined) throw new Error(`There is no ${object.name} ${id} to change.`);
  const now = toDateTime(org.clock.now());
  const record: WritableRecord = { ...before, LastModifiedDate: now, LastModifiedById: userId, SystemModstamp: now };
  take(object, values, record);
  record.Id = before.Id;
  Object.assign(record, derivedValues(org, object.name, record, before, now));
  org.records.put(object.name, record);
  return record;
}

/** Marks the record, and with it what hangs on it: memberships, contact roles and activities. */
export function deleteRecord(org: Org, object: ObjectSchema, id: string, userId: string, more: Values = {}): void {
  const before = org.records.get(id);
  if (before === undefined || before['IsDeleted'] === true) return;
  updateRecord(org, object, id, { ...more, IsDeleted: true }, userId);
  for (const [child, field] of dependents[object.name] ?? []) {
    const schema = org.object(child);
    for (const record of org.related(child, field, before.Id)) deleteRecord(org, schema, record.Id, userId);
  }
}

const dependents: Record<string, readonly (readonly [object: string, field: string])[]> = {
  Lead: [
    ['CampaignMember', 'LeadId'],
    ['Task', 'WhoId'],
  ],
  Contact: [
    ['CampaignMember', 'ContactId'],
    ['OpportunityContactRole', 'ContactId'],
    ['Task', 'WhoId'],
  ],
  Campaign: [['CampaignMember', 'CampaignId']],
  Opportunity: [['OpportunityContactRole', 'OpportunityId']],
  Account: [
    ['Contact', 'AccountId'],
    ['Opportunity', 'AccountId'],
  ],
};

const defaults = new WeakMap<ObjectSchema, Values>();

function defaultsOf(object: ObjectSchema): Values {
  const known = defaults.get(object);
  if (known !== undefined) return known;
  const values = Object.fromEntries(
    [...object.fields.values()].flatMap((field) =>
      field.defaultValue === null || !field.createable ? [] : [[field.name, field.defaultValue]],
    ),
  );
  defaults.set(object, values);
  return values;
}

/** Ids in their long form; empty strings are nothing, as Salesforce stores them. */
function take(object: ObjectSchema, values: Values, into: WritableRecord): void {
  for (const name in values) {
    const value = values[name] ?? null;
    const isId = object.fields.get(name)?.type === 'reference' && isIdShaped(value);
    into[name] = value === '' ? null : isId ? toId18(value) : value;
  }
}
