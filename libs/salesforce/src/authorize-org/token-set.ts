/** What the token endpoint gave. Source: salesforce-api.md §1.3. */
export interface TokenSet {
  accessToken: string;
  /** Null when none came: without rotation a refresh keeps the old one; JWT and client credentials never give one. */
  refreshToken: string | null;
  instanceUrl: string;
  /** 18 characters, from the identity URL. */
  organizationId: string;
  userId: string;
  identityUrl: string;
  scope: string[];
}

export interface ClientRegistration {
  /** `https://login.salesforce.com`, `https://test.salesforce.com` or a My Domain. */
  loginUrl: string;
  clientId: string;
  /** Absent for public clients, and for the JWT flow. */
  clientSecret?: string;
}

export interface AuthorizationRequest {
  loginUrl: string;
  clientId: string;
  redirectUri: string;
  state: string;
  /** base64url(SHA-256(verifier)). */
  codeChallenge: string;
  /** Default `api refresh_token id`. */
  scope?: string;
  /** e.g. `login` or `login consent`. */
  prompt?: string;
  loginHint?: string;
}
