import type { Simulator } from '@ce/salesforce-simulator';

/** What people do in their org, outside the API. */
export function customerOf(simulator: Simulator) {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${simulator.url}/simulator${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : await response.json();
  };
  return {
    remove: (object: string, id: string) => call('DELETE', `/records/${object}/${id}`),
    change: (object: string, values: object) => call('POST', `/records/${object}`, values),
    convert: (leadId: string) => call('POST', `/leads/${leadId}/convert`, {}) as Promise<{ contactId: string }>,
    merge: (survivorId: string, loserId: string) => call('POST', '/merge', { survivorId, loserIds: [loserId] }),
    changeUser: (username: string, change: object) => call('PATCH', `/users/${encodeURIComponent(username)}`, change),
  };
}
