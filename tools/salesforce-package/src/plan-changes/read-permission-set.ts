import { SalesforceError, type SalesforceOrg } from '@ce/salesforce';
import { PERMISSION_SET } from '../define-package/integration-rights.js';
import { describeIfVisible } from './read-org.js';

/** The permission set as the org has it. */
export type GrantedSet =
  /** The user lacks View Setup and Configuration. Source: salesforce-api.md §7.2. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'found'; readonly rights: ReadonlySet<string> };

/** So that no query outgrows what an address may hold. */
const FLAGS_PER_QUERY = 100;

/** Every right as one text: `user ApiEnabled`, `Lead: Edit`, `Lead.Email: Read`. */
export async function readPermissionSet(org: SalesforceOrg): Promise<GrantedSet> {
  const described = await describeIfVisible(org, 'PermissionSet');
  if (described === null) return { kind: 'hidden' };
  const ours = `Name = '${PERMISSION_SET.name}' AND IsOwnedByProfile = false`;
  const [set] = await org.query<{ Id: string }>(`SELECT Id FROM PermissionSet WHERE ${ours}`);
  if (set === undefined) return { kind: 'absent' };
  const flags = described.fields.map(({ name }) => name).filter((name) => name.startsWith('Permissions'));
  const rows = async (soqls: readonly string[]) => {
    const answers = await org.queryMany<Record<string, unknown>>(soqls);
    return answers.map((answer) => {
      if (answer.kind === 'rows') return answer.rows;
      throw new SalesforceError({ ...answer.error, attempted: 'read the permission set', status: 200 });
    });
  };
  const userRows = await rows(
    slices(flags).map((some) => `SELECT ${some.join(', ')} FROM PermissionSet WHERE Id = '${set.Id}'`),
  );
  const [objectRows = [], fieldRows = []] = await rows([
    `SELECT SobjectType, ${objectFlags.join(', ')} FROM ObjectPermissions WHERE ParentId = '${set.Id}'`,
    `SELECT Field, PermissionsRead, PermissionsEdit FROM FieldPermissions WHERE ParentId = '${set.Id}'`,
  ]);
  return {
    kind: 'found',
    rights: new Set([
      ...userRows.flat().flatMap((row) => granted(row).map((right) => `user ${right}`)),
      ...objectRows.flatMap((row) => granted(row).map((right) => `${String(row['SobjectType'])}: ${right}`)),
      ...fieldRows.flatMap((row) => granted(row).map((right) => `${String(row['Field'])}: ${right}`)),
    ]),
  };
}

const objectFlags = ['Read', 'Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords'].map(
  (right) => `Permissions${right}`,
);

function granted(row: Record<string, unknown>): string[] {
  return Object.entries(row).flatMap(([name, value]) =>
    name.startsWith('Permissions') && value === true ? [name.slice('Permissions'.length)] : [],
  );
}

function slices(names: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start < names.length; start += FLAGS_PER_QUERY)
    parts.push(names.slice(start, start + FLAGS_PER_QUERY));
  return parts;
}
