import { startSimulator, type OrgDescriptionInput, type Simulator, type SimulatorOptions } from '../../src/index.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // The tests look at many different bodies.
  readonly body: unknown;
}

export interface RunningOrg {
  readonly simulator: Simulator;
  /** Below `/services/data/v62.0` for a relative path. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  query(soql: string): Promise<Reply>;
}

export const administrator = { username: 'admin@example.com', email: 'admin@example.com', lastName: 'Admin' };

/** A simulator with the given org; its first user calls with the token `token`. */
export async function runOrg(
  description: Partial<OrgDescriptionInput> = {},
  options: Omit<Partial<SimulatorOptions>, 'description'> = {},
): Promise<RunningOrg> {
  const users = description.users ?? [administrator];
  const simulator = await startSimulator({
    ...options,
    description: {
      ...description,
      users,
      fixedTokens: { token: users[0]?.username ?? '', ...description.fixedTokens },
    },
  });
  const ask: RunningOrg['ask'] = async (method, path, body, headers = {}) => {
    const response = await fetch(simulator.url + (path.startsWith('/') ? path : `/services/data/v62.0/${path}`), {
      method,
      headers: {
        ...(path.startsWith('/simulator') ? {} : { Authorization: 'Bearer token' }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: json ? (JSON.parse(text) as unknown) : text };
  };
  return { simulator, ask, query: (soql) => ask('GET', `query?q=${encodeURIComponent(soql)}`) };
}

/** Records of a query or a collection, for tests that look into single fields. */
export function rowsOf(reply: Reply): Record<string, unknown>[] {
  const body = reply.body;
  const rows = Array.isArray(body) ? (body as unknown[]) : (body as { records?: unknown }).records;
  return rows as Record<string, unknown>[];
}

/** New leads as a collection takes them, each with these values too. */
export const leadRows = (count: number, more: Record<string, unknown> = {}) =>
  Array.from({ length: count }, (_, index) => ({
    attributes: { type: 'Lead' },
    LastName: `L${index}`,
    Company: 'C',
    ...more,
  }));
