/** A refusal of the OAuth endpoints: an object, never the array of the data API (salesforce-api.md §1.4). */
export class OAuthError extends Error {
  readonly status: number;

  constructor(
    readonly error: string,
    readonly description: string,
    status = 400,
  ) {
    super(`${error}: ${description}`);
    this.name = 'OAuthError';
    this.status = status;
  }

  body(): { error: string; error_description: string } {
    return { error: this.error, error_description: this.description };
  }
}

/** The refusals that Salesforce is known to give, by what went wrong. */
export const refusals = {
  tokenExpired: () => new OAuthError('invalid_grant', 'expired access/refresh token'),
  inactiveUser: () => new OAuthError('invalid_grant', 'inactive user'),
  ipRestricted: () => new OAuthError('invalid_grant', 'ip restricted'),
  authenticationFailure: () => new OAuthError('invalid_grant', 'authentication failure'),
  invalidPassword: () => new OAuthError('invalid_grant', 'authentication failure - Invalid Password'),
  unknownClient: () => new OAuthError('invalid_client_id', 'client identifier invalid'),
  wrongSecret: () => new OAuthError('invalid_client', 'invalid client credentials'),
  unsupportedGrantType: () => new OAuthError('unsupported_grant_type', 'grant type not supported'),
  missingParameter: (name: string) => new OAuthError('invalid_request', `missing required parameter: ${name}`),
  appBlocked: () => new OAuthError('OAUTH_APP_BLOCKED', 'this app is blocked by admin'),
  inactiveOrg: () => new OAuthError('inactive_org', 'organization is locked, closed, or suspended'),
  rateLimited: () => new OAuthError('rate_limit_exceeded', 'login rate exceeded'),
  invalidCode: () => new OAuthError('invalid_grant', 'invalid authorization code'),
  expiredCode: () => new OAuthError('invalid_grant', 'expired authorization code'),
  wrongVerifier: () => new OAuthError('invalid_grant', 'invalid code verifier'),
  redirectMismatch: () => new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration'),
  notApproved: () => new OAuthError('invalid_grant', "user hasn't approved this consumer"),
  notAdminApproved: () => new OAuthError('invalid_app_access', 'user is not admin approved to access this app'),
  invalidAssertion: () => new OAuthError('invalid_grant', 'invalid assertion'),
  wrongAudience: () => new OAuthError('invalid_grant', 'Audience validation failed'),
  noCredentialsUser: () => new OAuthError('invalid_grant', 'no client credentials user enabled'),
  wrongHost: () => new OAuthError('invalid_grant', 'request not supported on this domain'),
  invalidToken: () => new OAuthError('invalid_token', 'invalid token'),
} as const;
