import { OAuthError, oauthErrorFor, SalesforceOAuth } from '@ce/salesforce';
import { Logger, Public, SETTINGS, zodBody } from '@ce/service-kit';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { RequestToken } from '../refresh-token/request-token.js';
import type { AuthSettings } from '../settings.js';
import { AdoptGrant, type Adoption } from './adopt-grant.js';
import { type AuthorizationRequestFacts, AuthorizationRequests } from './authorization-requests.js';
import { callbackPage } from './callback-page.js';

const text = z.string().max(4_000).optional().catch(undefined);
const callbackQuery = z.object({ code: text, state: text, error: text, error_description: text });
type CallbackQuery = z.infer<typeof callbackQuery>;

/** Where Salesforce sends the browser back to. The state is the proof; nothing here depends on who started it where. */
@ApiTags('connections')
@Public()
@Controller('oauth/callback')
export class OAuthCallbackController {
  constructor(
    private readonly requests: AuthorizationRequests,
    private readonly oauth: SalesforceOAuth,
    private readonly requestToken: RequestToken,
    private readonly adoptGrant: AdoptGrant,
    private readonly log: Logger,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Ends an authorisation; answers a page for the person.' })
  async receive(@Query(zodBody(callbackQuery)) query: CallbackQuery, @Res() response: Response): Promise<void> {
    const request = query.state === undefined ? null : await this.requests.take(query.state);
    const outcome = request === null ? expired : await this.#finish(request, query);
    this.#answer(response, request?.connectionId ?? null, outcome);
  }

  async #finish(request: AuthorizationRequestFacts & { verifier: string }, query: CallbackQuery): Promise<Adoption> {
    try {
      if (query.code === undefined) throw oauthErrorFor(query.error ?? 'access_denied', query.error_description ?? '');
      const client = this.requestToken.clientOf(request.loginUrl, null);
      const set = await this.oauth.exchangeCode(client, {
        code: query.code,
        codeVerifier: request.verifier,
        redirectUri: this.settings.OAUTH_CALLBACK_URL,
      });
      const { verifier: _, ...facts } = request;
      return await this.adoptGrant.adopt({ ...facts, flow: 'web-server', ownClient: null }, set);
    } catch (error) {
      if (error instanceof OAuthError) {
        const said = error.description === '' ? error.code : `${error.code}: ${error.description}`;
        return { kind: 'refused', detail: `Salesforce did not authorise the connection (${said}).`, fix: error.fix };
      }
      this.log.error('connecting failed', { error });
      return { kind: 'refused', detail: 'Connecting failed because of a fault on our side.', fix: 'Start again.' };
    }
  }

  #answer(response: Response, connectionId: string | null, outcome: Adoption): void {
    if (this.settings.OAUTH_RESULT_URL !== undefined) {
      const target = new URL(this.settings.OAUTH_RESULT_URL);
      if (connectionId !== null) target.searchParams.set('connection', connectionId);
      target.searchParams.set('result', outcome.kind);
      if (outcome.kind === 'refused') target.searchParams.set('reason', `${outcome.detail} ${outcome.fix}`);
      response.redirect(303, target.toString());
      return;
    }
    response
      .status(outcome.kind === 'connected' ? 200 : 400)
      .set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      .set('cache-control', 'no-store')
      .type('html')
      .send(callbackPage(outcome));
  }
}

const expired: Adoption = {
  kind: 'refused',
  detail: 'This authorisation is unknown, was used already, or is older than ten minutes.',
  fix: 'Start connecting again.',
};
