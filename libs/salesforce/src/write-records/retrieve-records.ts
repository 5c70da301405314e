import type { OrgCalls } from '../call-org/org-calls.js';
import type { QueriedRecord } from '../salesforce-org.js';

const IDS_PER_CALL = 2_000;

/** By POST: ids and fields are in the body, so no URI limit applies. Source: salesforce-api.md §3.3. */
export async function retrieveRecords<Fields>(
  calls: OrgCalls,
  objectType: string,
  ids: readonly string[],
  fields: readonly string[],
): Promise<(QueriedRecord<Fields> | null)[]> {
  if (ids.length === 0) return [];
  if (ids.length > IDS_PER_CALL) throw new RangeError(`One call takes ${IDS_PER_CALL} ids at most.`);
  return calls.json({
    kind: 'retrieve',
    attempted: `retrieve ${ids.length} ${objectType} records`,
    method: 'POST',
    path: `/composite/sobjects/${encodeURIComponent(objectType)}`,
    body: { ids, fields },
  });
}
