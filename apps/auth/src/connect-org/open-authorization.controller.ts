import { SalesforceOAuth } from '@ce/salesforce';
import { Public, SETTINGS, zodBody } from '@ce/service-kit';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@ce/service-kit/openapi';
import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { AuthSettings } from '../settings.js';
import { AuthorizationRequests } from './authorization-requests.js';
import { browserNonce, giveBrowserNonce, hashOfNonce, isFromOwnPage } from './browser-cookie.js';
import { callbackPage } from './callback-page.js';
import { sendPage } from './html-page.js';
import { challengeOf } from './pkce.js';
import { expired, notFromOurPage } from './refused-callback.js';
import { startPage } from './start-page.js';

const openQuery = z.object({ state: z.string().max(200).optional().catch(undefined) });
type OpenQuery = z.infer<typeof openQuery>;

/** Where a person begins, in the browser that has to come back: the caller of the API may be somebody else elsewhere. */
@ApiTags('connections')
@Public()
@Controller('oauth/start')
@ApiQuery({ name: 'state', required: false, description: 'of the authorisation' })
@ApiResponse({ status: 400, description: 'why not, and what to do', content: { 'text/html': {} } })
export class OpenAuthorizationController {
  constructor(
    private readonly requests: AuthorizationRequests,
    private readonly oauth: SalesforceOAuth,
    @Inject(SETTINGS)
    private readonly settings: Pick<AuthSettings, 'OAUTH_CLIENT_ID' | 'OAUTH_CALLBACK_URL'>,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Shows a person who asks for the connection, with a button to go on.' })
  @ApiResponse({
    status: 200,
    description: 'who asks, and a button; a cookie tells this browser from others',
    content: { 'text/html': {} },
  })
  async open(
    @Query(zodBody(openQuery)) { state }: OpenQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const facts = state === undefined ? null : await this.requests.find(state);
    if (facts === null) return sendPage(response, 400, callbackPage(expired));
    giveBrowserNonce(request, response, this.settings.OAUTH_CALLBACK_URL);
    sendPage(response, 200, startPage(facts));
  }

  /**
   * What the button does. Only then is the authorisation this browser's, and only then does anybody learn Salesforce's
   * address: other sites can open the page above, but can neither press its button nor go around it.
   */
  @Post()
  @ApiOperation({ summary: 'Goes on to Salesforce, as the button of the page does; this browser has to come back.' })
  @ApiResponse({ status: 303, description: 'to Salesforce' })
  async proceed(
    @Query(zodBody(openQuery)) { state }: OpenQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { OAUTH_CALLBACK_URL: redirectUri, OAUTH_CLIENT_ID: clientId } = this.settings;
    const nonce = browserNonce(request, redirectUri);
    if (nonce === null || !isFromOwnPage(request)) return sendPage(response, 400, callbackPage(notFromOurPage));
    const facts = state === undefined ? null : await this.requests.bindTo(state, hashOfNonce(nonce));
    if (state === undefined || facts === null) return sendPage(response, 400, callbackPage(expired));
    const codeChallenge = challengeOf(facts.verifier);
    const { loginUrl } = facts;
    const address = this.oauth.authorizationUrl({ loginUrl, clientId, redirectUri, state, codeChallenge });
    response.set('cache-control', 'no-store').set('referrer-policy', 'no-referrer').redirect(303, address);
  }
}
