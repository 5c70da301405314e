import { createHmac } from 'node:crypto';
import type { ConnectedApp } from './connected-app.js';
import type { OAuthUser } from './oauth-org.js';
import type { TokenResponse } from './token-response.js';

interface IdTokenParts {
  readonly app: ConnectedApp;
  readonly user: OAuthUser;
  readonly response: TokenResponse;
  readonly nonce: string | null;
  readonly now: number;
}

/**
 * The claims of an OpenID id token. Signed with the client secret (HS256) because the simulator publishes no keys;
 * Salesforce signs with RS256.
 */
export function idToken({ app, user, response, nonce, now }: IdTokenParts): string {
  const seconds = Math.floor(now / 1000);
  const claims = {
    iss: response.instance_url,
    sub: response.id,
    aud: app.clientId,
    iat: seconds,
    exp: seconds + 120,
    ...(nonce === null ? {} : { nonce }),
    preferred_username: user.username,
    email: user.email,
  };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  const signature = createHmac('sha256', app.clientSecret ?? '')
    .update(signed)
    .digest('base64url');
  return `${signed}.${signature}`;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
