import { z } from 'zod';
import type { Answer, Call } from '../http/route.js';
import type { ServerContext } from '../http/server-context.js';
import { customField } from '../org/describe-fields.js';
import { objectPermissions, userDescription } from '../org/describe-users.js';
import { orgDescription } from '../org/org-description.js';

export function showOrg(call: Call): Answer {
  const { org } = call;
  const users = org.users().map(({ id, username, email, active }) => ({ id, username, email, active }));
  const records = Object.fromEntries([...org.schema.all()].map(({ name }) => [name, org.records.count(name)]));
  return { status: 200, body: { ...org.description.org, id: org.id, users, records } };
}

/** `POST /simulator/org`: replaces the whole org by another description. */
export function replaceOrg(load: (description: z.input<typeof orgDescription>) => void, call: Call): Answer {
  orgDescription.parse(call.body);
  load(call.body as z.input<typeof orgDescription>);
  return { status: 204 };
}

/** `POST /simulator/fields/Lead`: a custom field more, as a deployment would add it. */
export function addField(call: Call): Answer {
  const object = call.params['object'] ?? '';
  const added = call.org.addCustomField(object, customField.parse(call.body));
  return { status: 201, body: { object, name: added.name } };
}

const userChange = z.strictObject({
  active: z.boolean().optional(),
  permissions: userDescription.shape.permissions.unwrap().optional(),
  objects: z.record(z.string(), objectPermissions).optional(),
  fields: userDescription.shape.fields.unwrap().optional(),
  folders: z.array(z.string()).optional(),
  /** The whole list; each must have been deployed. */
  permissionSets: z.array(z.string()).optional(),
});

/** `PATCH /simulator/users/{username}`: what an administrator changes; maps are merged key by key. */
export function changeUser(call: Call): Answer {
  const username = call.params['username'] ?? '';
  const found = call.org.userByUsername(username);
  const user = found && call.org.describedUser(found.id);
  if (user === undefined) throw new Error(`There is no user ${username}; use the username of a user of the org.`);
  const change = userChange.parse(call.body);
  if (change.permissionSets !== undefined) call.org.permissionSets.assign(user.id, change.permissionSets);
  call.org.putUser({
    ...user,
    active: change.active ?? user.active,
    permissions: { ...user.permissions, ...change.permissions },
    objects: { ...user.objects, ...change.objects },
    fields: { ...user.fields, ...change.fields },
    folders: change.folders ?? user.folders,
  });
  return { status: 204 };
}

const usageChange = z.strictObject({
  /** Calls that other apps made meanwhile. */
  add: z.number().int().optional(),
  limit: z.number().int().nonnegative().optional(),
});

/** `POST /simulator/api-usage` */
export function changeUsage({ usage }: ServerContext, call: Call): Answer {
  const { add, limit } = usageChange.parse(call.body);
  if (add !== undefined) usage.add(add);
  if (limit !== undefined) usage.limit = limit;
  return { status: 200, body: { used: usage.used(), limit: usage.limit } };
}
