import { SalesforceOAuth } from '@ce/salesforce';
import { Public, SETTINGS, zodBody } from '@ce/service-kit';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { AuthSettings } from '../settings.js';
import { AuthorizationRequests } from './authorization-requests.js';
import { giveBrowserNonce, hashOfNonce } from './browser-cookie.js';
import { callbackPage } from './callback-page.js';
import { sendPage } from './html-page.js';
import { challengeOf } from './pkce.js';
import { expired } from './refused-callback.js';
import { startPage } from './start-page.js';

const openQuery = z.object({ state: z.string().max(200).optional().catch(undefined) });

/** Where a person begins, in the browser that has to come back: the caller of the API may be somebody else elsewhere. */
@ApiTags('connections')
@Public()
@Controller('oauth/start')
export class OpenAuthorizationController {
  constructor(
    private readonly requests: AuthorizationRequests,
    private readonly oauth: SalesforceOAuth,
    @Inject(SETTINGS)
    private readonly settings: Pick<AuthSettings, 'OAUTH_CLIENT_ID' | 'OAUTH_CALLBACK_URL'>,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Shows a person who asks for the connection, with the way on to Salesforce.' })
  @ApiQuery({ name: 'state', required: false, description: 'of the authorisation' })
  @ApiResponse({
    status: 200,
    description: 'who asks, and a link to Salesforce; a cookie marks the browser that may come back',
    content: { 'text/html': {} },
  })
  @ApiResponse({ status: 400, description: 'unknown, used or too old', content: { 'text/html': {} } })
  async open(
    @Query(zodBody(openQuery)) { state }: z.infer<typeof openQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { OAUTH_CALLBACK_URL: redirectUri, OAUTH_CLIENT_ID: clientId } = this.settings;
    const nonce = giveBrowserNonce(request, response, redirectUri);
    // Opened twice, it belongs to the last browser: the first may have been a preview of the message it came with.
    const facts = state === undefined ? null : await this.requests.bindTo(state, hashOfNonce(nonce));
    if (state === undefined || facts === null) return sendPage(response, 400, callbackPage(expired));
    const codeChallenge = challengeOf(facts.verifier);
    const { loginUrl } = facts;
    const address = this.oauth.authorizationUrl({ loginUrl, clientId, redirectUri, state, codeChallenge });
    sendPage(response, 200, startPage(facts, address));
  }
}
