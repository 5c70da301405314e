import { type ClientRegistration, SalesforceOAuth, type TokenSet } from '@ce/salesforce';
import { SETTINGS } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { ConnectionRow } from '../connection-store/connection.entity.js';
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
    connection: Pick<ConnectionRow, 'flow' | 'loginUrl' | 'username'>,
    token: Pick<StoredToken, 'refreshToken' | 'ownClient'>,
  ): Promise<TokenSet> {
    const client = this.clientOf(connection.loginUrl, token.ownClient);
    switch (connection.flow) {
      case 'client-credentials':
        return this.oauth.clientCredentials(client);
      case 'jwt-bearer':
        return this.jwtBearer(connection.loginUrl, connection.username);
      case 'web-server':
        if (token.refreshToken === null) throw new Error('The connection has no refresh token.');
        return this.oauth.refresh(client, token.refreshToken);
    }
  }

  async jwtBearer(loginUrl: string, username: string): Promise<TokenSet> {
    const privateKey = this.settings.OAUTH_JWT_PRIVATE_KEY?.reveal().replaceAll('\\n', '\n');
    if (privateKey === undefined) throw new Error('OAUTH_JWT_PRIVATE_KEY is not set.');
    return this.oauth.jwtBearer({ loginUrl, clientId: this.settings.OAUTH_CLIENT_ID }, { username, privateKey });
  }

  clientOf(loginUrl: string, own: OwnClient | null): ClientRegistration {
    if (own !== null) return { loginUrl, clientId: own.clientId, clientSecret: own.clientSecret };
    const clientSecret = this.settings.OAUTH_CLIENT_SECRET?.reveal();
    const client = { loginUrl, clientId: this.settings.OAUTH_CLIENT_ID };
    return clientSecret === undefined ? client : { ...client, clientSecret };
  }
}
