import type { OrgRecord } from '../../org/field-schema.js';
import type { QueryScope } from './query-scope.js';
import { malformed } from './soql-fault.js';

type InScope = (record: OrgRecord) => boolean;

/** `USING SCOPE mine` and its kin; reports have scopes of their own (salesforce-api.md §2.2). */
export function scopeTest({ org, user, view }: QueryScope, name: string | undefined): InScope | null {
  const scope = (name ?? 'everything').toLowerCase();
  if (scope === 'everything') return null;
  if (scope === 'mine') return (record) => record['OwnerId'] === user.id;
  const ofReports: Record<string, InScope> = {
    allprivate: (record) => String(record['OwnerId']).startsWith('005'),
    created: (record) => record['CreatedById'] === user.id,
    organizationowned: (record) => record['OwnerId'] === org.id,
  };
  const test = view.schema.name === 'Report' ? ofReports[scope] : undefined;
  if (test === undefined) throw malformed(`Using invalid scope: ${scope}`);
  return test;
}
