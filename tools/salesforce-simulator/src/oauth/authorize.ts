import type { Answer } from '../http/route.js';
import { consentPage, stoppedPage } from './consent-page.js';
import type { OAuthContext } from './oauth-context.js';
import type { OAuthRequest } from './oauth-message.js';
import { html, redirect } from './oauth-message.js';
import { userNamed } from './oauth-org.js';
import type { Authorization } from './read-authorization.js';
import { approvalObstacle, readAuthorization } from './read-authorization.js';

/** `GET /services/oauth2/authorize`: the consent page, or straight to the callback where approval is automatic. */
export function showConsent(context: OAuthContext, { query }: OAuthRequest): Answer {
  const read = readAuthorization(context.org, query);
  if (read.kind === 'stopped') return html(stoppedPage(read.error, read.description), 400);
  if (read.kind === 'refused') return refuse(read.redirectUri, read.state, read.error, read.description);
  const { authorization } = read;
  const hint = query.get('login_hint');
  if (authorization.app.autoApprove || query.get('auto_approve') === 'true') {
    const fallback = context.org.users().find((user) => user.active)?.username ?? '';
    return approve(context, authorization, hint ?? authorization.app.autoApproveUser ?? fallback);
  }
  const usernames = context.org.users().map((user) => user.username);
  return html(consentPage({ authorization, usernames, hint, parameters: query }));
}

/** The form of that page, pressed: `decision` is `allow` or `deny`, everything else travels along unchanged. */
export function takeConsent(context: OAuthContext, { form }: OAuthRequest): Answer {
  const read = readAuthorization(context.org, form);
  if (read.kind === 'stopped') return html(stoppedPage(read.error, read.description), 400);
  if (read.kind === 'refused') return refuse(read.redirectUri, read.state, read.error, read.description);
  const { redirectUri, state } = read.authorization;
  if (form.get('decision') !== 'allow') {
    return refuse(redirectUri, state, 'access_denied', 'end-user denied authorization');
  }
  return approve(context, read.authorization, form.get('username') ?? '');
}

function approve(context: OAuthContext, authorization: Authorization, username: string): Answer {
  const { app, redirectUri, state, scopes, challenge, nonce } = authorization;
  const user = userNamed(context.org, username);
  const obstacle = approvalObstacle(app, user);
  if (obstacle !== null || user === undefined) {
    return refuse(redirectUri, state, ...(obstacle ?? (['access_denied', 'authentication failure'] as const)));
  }
  const code = context.codes.issue({
    clientId: app.clientId,
    userId: user.id,
    redirectUri,
    scopes,
    challenge,
    nonce,
  });
  return back(redirectUri, { code, state });
}

function refuse(redirectUri: string, state: string | null, error: string, description: string): Answer {
  return back(redirectUri, { error, error_description: description, state });
}

function back(redirectUri: string, parameters: Record<string, string | null>): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) if (value !== null) target.searchParams.set(name, value);
  return redirect(target.toString());
}
