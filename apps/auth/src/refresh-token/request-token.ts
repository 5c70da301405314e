import { type ClientRegistration, SalesforceOAuth, type TokenSet } from '@ce/salesforce';
import { SETTINGS } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { ConnectionRow } from '../connection-store/connection.entity.js';
import { loginHostOf } from '../connect-org/login-url.js';
import type { AuthSettings } from '../settings.js';
import type { OwnClient, StoredToken } from '../token-store/tokens.js';

/** Asks Salesforce for the next access token, by the flow of the connection. */
@Injectable()
export class RequestToken {
  constructor(
    private readonly oauth: SalesforceOAuth,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  /** @throws OAuthError */
  async next(
    connection: Pick<ConnectionRow, 'flow' | 'environment' | 'loginUrl' | 'username'>,
    token: Pick<StoredToken, 'refreshToken' | 'ownClient'>,
  ): Promise<TokenSet> {
    const client = this.clientOf(connection.loginUrl, token.ownClient);
    switch (connection.flow) {
      case 'client-credentials':
        return this.oauth.clientCredentials(client);
      case 'jwt-bearer':
        return this.jwtBearer(connection);
      case 'web-server':
        if (token.refreshToken === null) throw new Error('The connection has no refresh token.');
        return this.oauth.refresh(client, token.refreshToken);
    }
  }

  /** @throws OAuthError */
  async jwtBearer({
    loginUrl,
    environment,
    username,
  }: Pick<ConnectionRow, 'environment' | 'loginUrl' | 'username'>): Promise<TokenSet> {
    const { OAUTH_JWT_PRIVATE_KEY, OAUTH_CLIENT_ID: clientId } = this.settings;
    if (OAUTH_JWT_PRIVATE_KEY === undefined) throw new Error('OAUTH_JWT_PRIVATE_KEY is not set.');
    const audience = loginHostOf(environment, this.settings);
    return this.oauth.jwtBearer(
      { loginUrl, clientId },
      { username, privateKey: OAUTH_JWT_PRIVATE_KEY.reveal(), audience },
    );
  }

  clientOf(loginUrl: string, own: OwnClient | null): ClientRegistration {
    if (own !== null) return { loginUrl, clientId: own.clientId, clientSecret: own.clientSecret };
    const clientSecret = this.settings.OAUTH_CLIENT_SECRET?.reveal();
    const client = { loginUrl, clientId: this.settings.OAUTH_CLIENT_ID };
    return clientSecret === undefined ? client : { ...client, clientSecret };
  }
}
