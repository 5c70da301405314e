import { toLongId } from '@ce/contracts';

/** Whose session the services use. */
export const USERNAME = 'integration@acme.test';

/** What every org must have that a service gets a session of; to be spread into its description. */
export const orgAccess = {
  connectedApps: [{ name: 'Conversational Email', clientId: 'ce' }],
  users: [{ username: USERNAME, email: USERNAME, lastName: 'Integration' }],
};

export const leadId = (n: number) => toLongId(`00Q5g00000${String(n).padStart(5, '0')}`);
export const contactId = (n: number) => toLongId(`0035g00000${String(n).padStart(5, '0')}`);

/** So many leads and contacts, as the records of an org; their ids are `leadId(0)`, `contactId(0)` and so on. */
export function people(count: { leads: number; contacts: number }) {
  const named = (n: number, id: string) => ({ Id: id, LastName: `Person ${n}` });
  return {
    Lead: Array.from({ length: count.leads }, (_, n) => ({ ...named(n, leadId(n)), Company: 'Acme' })),
    Contact: Array.from({ length: count.contacts }, (_, n) => named(n, contactId(n))),
  };
}
