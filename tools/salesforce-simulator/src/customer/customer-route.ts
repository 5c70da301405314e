import type { Answer, Call, Route } from '../http/route.js';
import type { Org } from '../org/org.js';

/** A route for what people inside the org do; outside /services, without a session. */
export function customerRoute(method: Route['method'], path: string, handle: (call: Call) => Answer): Route {
  return { method, path: `/simulator${path}`, kind: 'unknown', access: 'public', handle };
}

/** People in the org act as its first user unless the request names another. */
export function actingUser(org: Org, username: string | null): string {
  const user = username === null ? org.users()[0] : org.userByUsername(username);
  if (user === undefined) throw new Error(`There is no user ${username ?? ''}; use the username of a user of the org.`);
  return user.id;
}
