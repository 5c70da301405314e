import { z } from 'zod';
import { EVENT_ID_FIELD } from '../describe-org/custom-fields.js';
import { genericOwner } from '../describe-org/users.js';
import type { Caller } from './call-service.js';

const started = z.object({ connectionId: z.string(), authorizationUrl: z.url() });
const connection = z.object({
  connectionId: z.string(),
  health: z.string(),
  activityEventIdField: z.string().nullable(),
  mapping: z.object({ entries: z.array(z.record(z.string(), z.unknown())) }),
});

const doNotContact = (objectType: 'Lead' | 'Contact') => ({
  ceField: 'do_not_contact',
  objectType,
  salesforceField: 'Do_Not_Contact__c',
  valueType: 'boolean',
  direction: 'write',
});

/** Connects the org as an administrator does in a browser, maps the Do-Not-Contact field and names the generic owner. */
export async function connectOrg(call: Caller, authUrl: string, withEventId: boolean): Promise<string> {
  const { connectionId, authorizationUrl } = started.parse(
    await call('POST', `${authUrl}/connections`, { environment: 'production' }),
  );
  await consent(authorizationUrl);

  const url = `${authUrl}/connections/${connectionId}`;
  const state = connection.parse(await call('GET', url));
  if (state.health !== 'connected') throw new Error(`The connection is ${state.health}.`);
  if (withEventId && state.activityEventIdField !== EVENT_ID_FIELD) {
    throw new Error(`The event-id field of activities was not found by describe: ${state.activityEventIdField}.`);
  }
  await call('PUT', `${url}/mapping`, {
    entries: [...state.mapping.entries, doNotContact('Lead'), doNotContact('Contact')],
  });
  await call('PUT', `${url}/settings`, { genericOwnerIds: [genericOwner.id] });
  return connectionId;
}

/** As a browser: our page with its cookie, the button on it, and Salesforce's redirect back to us. */
async function consent(authorizationUrl: string): Promise<void> {
  const start = await fetch(authorizationUrl);
  const cookie = start.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const onward = await fetch(authorizationUrl, { method: 'POST', headers: { cookie }, redirect: 'manual' });
  // The simulator's consent page approves by itself.
  const approved = await fetch(onward.headers.get('location') ?? '', { redirect: 'manual' });
  const page = await fetch(approved.headers.get('location') ?? '', { headers: { cookie } });
  if (!page.ok) throw new Error(`Connecting ended with ${page.status}: ${(await page.text()).slice(0, 500)}`);
}
