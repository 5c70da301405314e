import { isSalesforceHost } from '../trusted-host/is-salesforce-host.js';
import { OAuthError } from './oauth-error.js';
import { postForm } from './post-form.js';
import { oauthErrorFor } from './read-oauth-failure.js';
import { readTokenSet } from './read-token-set.js';
import { signAssertion } from './sign-assertion.js';
import type { AuthorizationRequest, ClientRegistration, TokenSet } from './token-set.js';

export interface OAuthOptions {
  /** For one request including its body. Milliseconds. */
  timeoutMs: number;
  /** Takes http://localhost and the like for login hosts and instances. For development with the simulator only. */
  allowLoopback: boolean;
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * Salesforce's OAuth 2.0 endpoints. Every method throws OAuthError; every address given or answered is checked against
 * Salesforce's own domains first, so that no secret leaves for another host. Not jsforce's: that loses the OAuth error
 * code and the rotated token. Source: salesforce-api.md §1.
 */
export class SalesforceOAuth {
  constructor(private readonly options: OAuthOptions) {}

  /** Where the browser goes. PKCE is always S256. */
  authorizationUrl(request: AuthorizationRequest): string {
    const url = new URL(this.#endpoint(request.loginUrl, 'authorize'));
    const parameters: Record<string, string | undefined> = {
      response_type: 'code',
      client_id: request.clientId,
      redirect_uri: request.redirectUri,
      scope: request.scope ?? 'api refresh_token id',
      state: request.state,
      code_challenge: request.codeChallenge,
      code_challenge_method: 'S256',
      prompt: request.prompt,
      login_hint: request.loginHint,
    };
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url.toString();
  }

  exchangeCode(
    client: ClientRegistration,
    request: { code: string; codeVerifier: string; redirectUri: string },
  ): Promise<TokenSet> {
    return this.#token(client, {
      grant_type: 'authorization_code',
      code: request.code,
      code_verifier: request.codeVerifier,
      redirect_uri: request.redirectUri,
    });
  }

  /** Once per token and one at a time: with rotation the old token is dead as soon as Salesforce has answered. */
  refresh(client: ClientRegistration, refreshToken: string): Promise<TokenSet> {
    return this.#token(client, { grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  /**
   * `privateKey`: PEM of the certificate registered with the app. `audience`: the login host of production orgs or of
   * sandboxes, also where the request goes to a My Domain, which is not an audience (salesforce-api.md §1.5).
   */
  async jwtBearer(
    client: ClientRegistration,
    { username, privateKey, audience }: { username: string; privateKey: string; audience: string },
  ): Promise<TokenSet> {
    const claims = { clientId: client.clientId, username, audience: new URL(audience).origin };
    return this.#send(client.loginUrl, { grant_type: JWT_BEARER, assertion: signAssertion(claims, privateKey) });
  }

  /** `client.loginUrl` must be the org's My Domain. */
  clientCredentials(client: ClientRegistration): Promise<TokenSet> {
    return this.#token(client, { grant_type: 'client_credentials' });
  }

  /** An access or refresh token; succeeds also when it is already gone. */
  async revoke(loginUrl: string, token: string): Promise<void> {
    try {
      await postForm(this.#endpoint(loginUrl, 'revoke'), { token }, this.options.timeoutMs);
    } catch (error) {
      if (!(error instanceof OAuthError) || !/^(?:invalid_token|unsupported_token_type)$/.test(error.code)) throw error;
    }
  }

  #token(client: ClientRegistration, grant: Record<string, string>): Promise<TokenSet> {
    return this.#send(client.loginUrl, {
      ...grant,
      client_id: client.clientId,
      ...(client.clientSecret === undefined ? {} : { client_secret: client.clientSecret }),
    });
  }

  async #send(loginUrl: string, form: Record<string, string>): Promise<TokenSet> {
    const tokens = readTokenSet(await postForm(this.#endpoint(loginUrl, 'token'), form, this.options.timeoutMs));
    if (!this.#trusts(tokens.instanceUrl)) {
      // Nobody will use them, and they would go on counting among the user's approvals.
      await this.revoke(loginUrl, tokens.refreshToken ?? tokens.accessToken).catch(() => undefined);
      throw oauthErrorFor('UNTRUSTED_HOST', 'The instance address that was answered is not one of Salesforce’s');
    }
    return tokens;
  }

  #endpoint(loginUrl: string, name: 'authorize' | 'token' | 'revoke'): string {
    if (!this.#trusts(loginUrl)) {
      throw oauthErrorFor('UNTRUSTED_HOST', 'The login address is not one of Salesforce’s');
    }
    return new URL(`/services/oauth2/${name}`, loginUrl).toString();
  }

  #trusts(url: string): boolean {
    return isSalesforceHost(url, { allowLoopback: this.options.allowLoopback });
  }
}
