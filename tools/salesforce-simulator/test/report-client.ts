import type { OrgDescriptionInput } from '../src/org/org-description.js';
import type { ServedOrg } from './serve-org.js';

export interface RunBody {
  readonly allData: boolean;
  readonly hasDetailRows: boolean;
  readonly factMap: Record<
    string,
    {
      rows: { dataCells: { label: string; value: unknown; recordId?: string }[] }[];
      aggregates: { label: string; value: unknown }[];
    }
  >;
  readonly groupingsDown: { groupings: { key: string; label: string; value: unknown }[] };
  readonly reportMetadata: Record<string, unknown> & { detailColumns: string[] };
}

export interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

export const admin = { username: 'admin@example.com', email: 'admin@example.com', firstName: 'Amy', lastName: 'Admin' };
/** Sees and does nothing but what a test grants. */
export const limited = (changes: Partial<OrgDescriptionInput['users'][number]> = {}) => ({
  username: 'limited@example.com',
  email: 'limited@example.com',
  lastName: 'Limited',
  profile: 'minimum' as const,
  permissions: { ApiEnabled: true, RunReports: true, ViewPublicReports: true },
  ...changes,
});
export const fixedTokens = { admin: 'admin@example.com', limited: 'limited@example.com' };

export async function analytics<T = RunBody>(
  served: ServedOrg,
  method: string,
  path: string,
  options: { body?: unknown; as?: string; contentType?: string } = {},
): Promise<Answered<T>> {
  const { body, as = 'admin', contentType = 'application/json' } = options;
  const response = await fetch(`${served.url}/services/data/v62.0/analytics${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, ...(body !== undefined && { 'content-type': contentType }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
}

/** Runs the only report of that name, with details. */
export function runNamed(
  served: ServedOrg,
  name: string,
  overrides?: Record<string, unknown>,
  as?: string,
): Promise<Answered<RunBody>> {
  const path = `/reports/${idOf(served, name)}?includeDetails=true`;
  if (overrides === undefined) return analytics(served, 'GET', path, { as });
  return analytics(served, 'POST', path, { body: { reportMetadata: overrides }, as });
}

export function idOf(served: ServedOrg, name: string): string {
  const found = [...served.org.reports.all()].find((report) => report.name === name);
  if (found === undefined) throw new Error(`No report ${name}.`);
  return found.id;
}

/** What the cells of a column show, over all rows of the fact map. */
export function labels({ body }: Answered<RunBody>, column: string): string[] {
  return cells({ body }, column).map(({ label }) => label);
}

export function cells({ body }: { body: RunBody }, column: string) {
  const index = body.reportMetadata.detailColumns.indexOf(column);
  return Object.values(body.factMap).flatMap(({ rows }) => rows.flatMap(({ dataCells }) => dataCells[index] ?? []));
}

export function message({ body }: Answered<unknown>): string {
  const [first] = body as { message: string }[];
  return first?.message ?? '';
}
