import { OAuthError, oauthErrorFor, SalesforceOAuth } from '@ce/salesforce';
import { Logger, Public, SETTINGS, zodBody } from '@ce/service-kit';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@ce/service-kit/openapi';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { RequestToken } from '../refresh-token/request-token.js';
import type { AuthSettings } from '../settings.js';
import { AdoptGrant, type Adoption } from './adopt-grant.js';
import { AuthorizationRequests, type OpenAuthorization } from './authorization-requests.js';
import { browserNonce, hashOfNonce } from './browser-cookie.js';
import { callbackPage } from './callback-page.js';
import { fixNow } from './fix-now.js';
import { sendPage } from './html-page.js';
import { expired, otherBrowser, ourFault } from './refused-callback.js';

const text = z.string().max(4_000).optional().catch(undefined);
const callbackQuery = z.object({ code: text, state: text, error: text, error_description: text });
type CallbackQuery = z.infer<typeof callbackQuery>;

/** Where Salesforce sends the browser back to. The state and the browser's own cookie are the proof, at any replica. */
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
  @ApiOperation({ summary: 'Ends an authorisation; answers a page for the person, or redirects to OAUTH_RESULT_URL.' })
  @ApiQuery({ name: 'state', required: false, description: 'of the authorisation; works once, for ten minutes' })
  @ApiQuery({ name: 'code', required: false, description: 'when the person approved' })
  @ApiQuery({ name: 'error', required: false, description: 'when Salesforce or the person refused' })
  @ApiQuery({ name: 'error_description', required: false })
  @ApiResponse({ status: 200, description: 'connected', content: { 'text/html': {} } })
  @ApiResponse({ status: 303, description: 'to OAUTH_RESULT_URL, with `connection`, `result` and `reason`' })
  @ApiResponse({
    status: 400,
    description: 'not connected, with the reason and what to do',
    content: { 'text/html': {} },
  })
  async receive(
    @Query(zodBody(callbackQuery)) query: CallbackQuery,
    @Req() browser: Request,
    @Res() response: Response,
  ): Promise<void> {
    const nonce = browserNonce(browser, this.settings.OAUTH_CALLBACK_URL);
    let request: OpenAuthorization | null = null;
    let outcome: Adoption = expired;
    try {
      if (query.state !== undefined) request = await this.requests.take(query.state);
      if (request !== null) outcome = await this.#finish(request, query, nonce);
    } catch (error) {
      // A person is waiting, so even this is a page.
      this.log.error('connecting failed', { error });
      outcome = ourFault;
    }
    this.#answer(response, request?.connectionId ?? null, outcome);
  }

  async #finish(request: OpenAuthorization, query: CallbackQuery, nonce: string | null): Promise<Adoption> {
    try {
      if (nonce === null || hashOfNonce(nonce) !== request.browserHash) {
        await this.requests.recordRefusal(request, otherBrowser.detail);
        return otherBrowser;
      }
      if (query.code === undefined) throw oauthErrorFor(query.error ?? 'access_denied', query.error_description ?? '');
      const client = this.requestToken.clientOf(request.loginUrl, null);
      const set = await this.oauth.exchangeCode(client, {
        code: query.code,
        codeVerifier: request.verifier,
        redirectUri: this.settings.OAUTH_CALLBACK_URL,
      });
      const { verifier: _, browserHash: __, ...facts } = request;
      return await this.adoptGrant.adopt({ ...facts, flow: 'web-server', ownClient: null }, set);
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      const said = error.description === '' ? error.code : `${error.code}: ${error.description}`;
      const detail = `Salesforce did not authorise the connection (${said}).`;
      await this.requests.recordRefusal(request, `Salesforce did not authorise the connection (${error.code}).`);
      return { kind: 'refused', detail, fix: fixNow(error) };
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
    sendPage(response, outcome.kind === 'connected' ? 200 : 400, callbackPage(outcome));
  }
}
