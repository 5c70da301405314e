import type { FieldMapping, MappedValue, MappedValueType, ObjectType } from '@ce/contracts';
import { readPath, type QueriedRecord } from './read-path.js';

/**
 * CE field → value in the mapping's type; null where the record has none or what it has does not fit the type. A field
 * that was not selected is absent: nobody knows what the record has there.
 */
export function readFields(
  record: QueriedRecord,
  mapping: FieldMapping,
  objectType: ObjectType,
): Record<string, MappedValue> {
  const fields: Record<string, MappedValue> = {};
  for (const entry of mapping.entries) {
    if (entry.objectType !== objectType || entry.direction === 'write') continue;
    const raw = readPath(record, entry.salesforceField);
    if (raw === undefined) continue;
    // Two Salesforce fields may feed one CE field: the first that has a value holds.
    fields[entry.ceField] ??= toMappedValue(raw, entry.valueType);
  }
  return fields;
}

function toMappedValue(raw: unknown, valueType: MappedValueType): MappedValue {
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean') return null;
  switch (valueType) {
    case 'string':
    case 'email':
      return String(raw).trim() || null;
    case 'boolean':
      return toBoolean(raw);
    case 'number':
      return toNumber(raw);
    case 'date':
      return toInstant(raw)?.slice(0, 10) ?? null;
    case 'datetime':
      return toInstant(raw);
  }
}

function toBoolean(raw: string | number | boolean): boolean | null {
  if (typeof raw === 'boolean') return raw;
  const text = String(raw).trim().toLowerCase();
  if (['true', 'yes', '1'].includes(text)) return true;
  return ['false', 'no', '0'].includes(text) ? false : null;
}

function toNumber(raw: string | number | boolean): number | null {
  const value = typeof raw === 'string' && raw.trim() === '' ? Number.NaN : Number(raw);
  return Number.isFinite(value) ? value : null;
}

/** Salesforce's `2021-12-02T18:23:39.000+0000` as ISO 8601 in UTC. */
function toInstant(raw: string | number | boolean): string | null {
  const at = typeof raw === 'string' ? new Date(raw) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
