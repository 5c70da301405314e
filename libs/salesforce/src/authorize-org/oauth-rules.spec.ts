import { describe, expect, it } from 'vitest';
import { oauthErrorFor, oauthErrorFromAnswer } from './read-oauth-failure.js';

/** salesforce-api.md §1.2, §1.4, §1.5: code, description → class, permanent, a word of the fix. */
const answers: [string, string, string, boolean, RegExp][] = [
  ['invalid_grant', 'expired access/refresh token', 'authentication', true, /Reconnect/],
  ['invalid_grant', 'inactive user', 'authentication', true, /another user/],
  ['invalid_grant', 'ip restricted', 'configuration', true, /IP/],
  ['invalid_grant', 'authentication failure', 'authentication', true, /Reconnect/],
  ['invalid_grant', 'authentication failure - Invalid Password', 'authentication', true, /Reconnect/],
  ['invalid_grant', "user hasn't approved this consumer", 'configuration', true, /Approve/],
  ['invalid_grant', 'Audience validation failed', 'configuration', true, /login host/],
  ['invalid_grant', 'no client credentials user enabled', 'configuration', true, /runs as/],
  ['invalid_grant', 'request not supported on this domain', 'configuration', true, /My Domain/],
  ['invalid_grant', 'invalid code verifier', 'authentication', true, /Start the connection again/],
  ['invalid_grant', 'invalid authorization code', 'authentication', true, /once/],
  ['invalid_client_id', 'client identifier invalid', 'configuration', false, /consumer key/],
  ['invalid_client', 'invalid client credentials', 'configuration', true, /secret/],
  ['unsupported_grant_type', 'grant type not supported', 'configuration', true, /maintainers/],
  ['invalid_request', 'missing required parameter: grant_type', 'configuration', true, /maintainers/],
  ['OAUTH_APP_BLOCKED', 'this app is blocked by admin', 'configuration', true, /Unblock/],
  ['inactive_org', 'organization is not active', 'configuration', true, /reopen/],
  ['rate_limit_exceeded', 'login rate exceeded', 'transient', false, /by itself/],
  ['access_denied', 'end-user denied authorization', 'authentication', true, /Approve/],
  ['redirect_uri_mismatch', 'redirect_uri must match configuration', 'configuration', true, /callback/],
  ['something_new', 'x', 'authentication', true, /Reconnect/],
];

describe('OAuth errors', () => {
  it.each(answers)('%s “%s” is %s', (code, description, errorClass, permanent, fix) => {
    expect(oauthErrorFor(code, description)).toMatchObject({
      code,
      description,
      errorClass,
      permanent,
      fix: expect.stringMatching(fix) as string,
      ambiguous: false,
    });
  });

  it('are read from objects, from API-style arrays and from pages', () => {
    expect(oauthErrorFromAnswer(400, '{"error":"invalid_grant","error_description":"inactive user"}').code).toBe(
      'invalid_grant',
    );
    expect(oauthErrorFromAnswer(403, '[{"errorCode":"OAUTH_APP_BLOCKED","message":"blocked"}]').code).toBe(
      'OAUTH_APP_BLOCKED',
    );
    expect(oauthErrorFromAnswer(502, '<html>')).toMatchObject({ code: 'HTTP_502', permanent: false, ambiguous: true });
  });
});
