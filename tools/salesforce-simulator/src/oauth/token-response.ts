import { createHmac } from 'node:crypto';
import type { ConnectedApp } from './connected-app.js';
import type { AccessToken } from './grant.js';

export interface TokenResponse {
  access_token: string;
  refresh_token?: string;
  signature: string;
  scope: string;
  id_token?: string;
  instance_url: string;
  id: string;
  token_type: 'Bearer';
  /** Epoch milliseconds as a string; there is no `expires_in` (salesforce-api.md §1.3). */
  issued_at: string;
}

/** What the grants without a refresh token answer; `api_instance_url` came with newer orgs (salesforce-api.md §1.5). */
export type BriefTokenResponse = Pick<
  TokenResponse,
  'access_token' | 'scope' | 'instance_url' | 'id' | 'token_type'
> & { signature?: string; issued_at?: string; api_instance_url?: string };

export interface TokenResponseParts {
  readonly app: ConnectedApp;
  readonly orgId: string;
  readonly origin: string;
  readonly token: AccessToken;
  readonly refreshToken?: string;
}

export function tokenResponse({ app, orgId, origin, token, refreshToken }: TokenResponseParts): TokenResponse {
  const id = identityUrl(origin, orgId, token.userId);
  const issuedAt = String(token.issuedAt);
  return {
    access_token: token.value,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    signature: createHmac('sha256', app.clientSecret ?? '')
      .update(id + issuedAt)
      .digest('base64'),
    scope: token.scopes.join(' '),
    instance_url: origin,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
}

/** The simulator stands in for the login host as well, so that a client can follow the address. */
export function identityUrl(origin: string, orgId: string, userId: string): string {
  return `${origin}/id/${orgId}/${userId}`;
}
