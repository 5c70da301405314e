export interface Customer {
  remove(object: string, id: string): Promise<unknown>;
  change(object: string, values: object): Promise<unknown>;
  /** Answers with the contact that the lead became. */
  convert(leadId: string): Promise<{ contactId: string }>;
  merge(survivorId: string, loserId: string): Promise<unknown>;
  /** Permissions and active state of a user, by username. */
  changeUser(username: string, change: object): Promise<unknown>;
}

/** What people do in their own org, outside the API; `url` is the simulated org's. */
export function customerOf({ url }: { url: string }): Customer {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/simulator${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : await response.json();
  };
  return {
    remove: (object, id) => call('DELETE', `/records/${object}/${id}`),
    change: (object, values) => call('POST', `/records/${object}`, values),
    convert: async (leadId) => (await call('POST', `/leads/${leadId}/convert`, {})) as { contactId: string },
    merge: (survivorId, loserId) => call('POST', '/merge', { survivorId, loserIds: [loserId] }),
    changeUser: (username, change) => call('PATCH', `/users/${encodeURIComponent(username)}`, change),
  };
}
