import { timingSafeEqual } from 'node:crypto';
import type { ConnectedApp } from './connected-app.js';
import { refusals } from './oauth-error.js';
import type { OAuthRequest } from './oauth-message.js';
import type { OAuthOrg } from './oauth-org.js';
import { appWithId } from './oauth-org.js';

export interface ClientCredentials {
  readonly clientId: string | null;
  readonly secret: string | null;
}

/** Client id and secret come in the form or, equally good, in HTTP Basic (salesforce-api.md §1.2). */
export function readClient(request: OAuthRequest): ClientCredentials {
  const basic = /^Basic\s+(\S+)$/i.exec(request.authorization ?? '')?.[1];
  if (basic === undefined) {
    return { clientId: request.form.get('client_id'), secret: request.form.get('client_secret') };
  }
  const decoded = Buffer.from(basic, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 0) return { clientId: decoded, secret: null };
  return { clientId: unescape(decoded.slice(0, colon)), secret: unescape(decoded.slice(colon + 1)) };
}

export function findApp(org: OAuthOrg, clientId: string | null): ConnectedApp {
  if (clientId === null || clientId === '') throw refusals.missingParameter('client_id');
  const app = appWithId(org, clientId);
  if (app === undefined) throw refusals.unknownClient();
  if (app.blocked) throw refusals.appBlocked();
  if (app.ipRestricted) throw refusals.ipRestricted();
  return app;
}

/** A wrong secret is always refused; a missing one only where the app demands it. */
export function checkSecret(app: ConnectedApp, secret: string | null, required: boolean): void {
  if (app.clientSecret === undefined) return;
  if (secret === null || secret === '') {
    if (required) throw refusals.wrongSecret();
    return;
  }
  const expected = Buffer.from(app.clientSecret);
  const given = Buffer.from(secret);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw refusals.wrongSecret();
}

function unescape(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
