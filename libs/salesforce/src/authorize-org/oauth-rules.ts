import type { ErrorClass } from '@ce/contracts';

export interface OAuthRule {
  code: RegExp;
  /** Where one code says several things. */
  description?: RegExp;
  errorClass: ErrorClass;
  permanent: boolean;
  fix: string;
}

const reconnect = 'Reconnect the org: an administrator has to approve the app again.';
const tellMaintainers = 'Tell the maintainers of this integration, with the code and the time.';
const laterByItself = 'Nothing to do: it is tried again by itself.';

const needsPerson = (
  code: RegExp,
  description: RegExp | undefined,
  errorClass: ErrorClass,
  fix: string,
): OAuthRule => ({
  code,
  ...(description === undefined ? {} : { description }),
  errorClass,
  permanent: true,
  fix,
});

/** In order; the first that fits holds. Source: salesforce-api.md §1.2, §1.4, §1.5. */
export const oauthRules: readonly OAuthRule[] = [
  needsPerson(
    /^invalid_grant$/,
    /inactive user/i,
    'authentication',
    'Activate the connected user in Salesforce, or reconnect with another user.',
  ),
  needsPerson(
    /^invalid_grant$/,
    /ip restricted/i,
    'configuration',
    'Add this system’s network addresses to the app’s and the profile’s IP ranges, or relax the app’s IP policy.',
  ),
  needsPerson(
    /^(?:invalid_grant|invalid_app_access)$/,
    /hasn.t approved|not approved|not admin approved/i,
    'configuration',
    'Approve the app for this user in Salesforce (Manage External Client Apps), then connect again.',
  ),
  needsPerson(
    /^invalid_grant$/,
    /audience/i,
    'configuration',
    'Set the connection’s login host to the one of the org: production, sandbox or My Domain.',
  ),
  needsPerson(
    /^invalid_grant$/,
    /invalid assertion|certificate|signature/i,
    'configuration',
    'Upload the certificate of this system’s signing key to the app in Salesforce.',
  ),
  needsPerson(
    /^(?:invalid_grant|invalid_request|unauthorized_client|invalid_client)$/,
    /client credentials user|run ?as user/i,
    'configuration',
    'Set the user that the app runs as in the app’s client-credentials policy.',
  ),
  needsPerson(
    /^invalid_grant$/,
    /not supported on this domain/i,
    'configuration',
    'Name the org’s My Domain (Setup › My Domain) instead of a login host: this flow works there alone.',
  ),
  needsPerson(
    /^(?:invalid_grant|invalid_request)$/,
    /code (?:verifier|challenge)|verifier|challenge/i,
    'authentication',
    'Start the connection again from the beginning, in one browser.',
  ),
  needsPerson(
    /^invalid_grant$/,
    /authorization code|expired authorization/i,
    'authentication',
    'Start the connection again; an approval must be used within 15 minutes, and once.',
  ),
  needsPerson(/^invalid_grant$/, /authentication failure|invalid password|locked/i, 'authentication', reconnect),
  // Revoked, displaced by a newer approval, idle too long, or rotated out: nobody can tell them apart from outside.
  needsPerson(/^invalid_grant$/, undefined, 'authentication', reconnect),
  needsPerson(
    /^access_denied$/,
    undefined,
    'authentication',
    'Approve the app when Salesforce asks, with a user that its policy lets in.',
  ),
  {
    code: /^invalid_client_id$/,
    errorClass: 'configuration',
    // A new app takes minutes to be known everywhere, so this one is worth a later try as well.
    permanent: false,
    fix: 'Check the app’s consumer key; a new app is known to Salesforce only after some minutes.',
  },
  needsPerson(
    /^(?:invalid_client|invalid_client_credentials)$/,
    undefined,
    'configuration',
    'Check the app’s consumer secret.',
  ),
  needsPerson(
    /^redirect_uri_mismatch$/,
    undefined,
    'configuration',
    'Register this system’s callback address with the app in Salesforce, exactly as it is set here.',
  ),
  needsPerson(
    /^invalid_scope$/,
    undefined,
    'configuration',
    'Give the app the scopes “api” and “refresh_token” in Salesforce.',
  ),
  needsPerson(
    /^OAUTH_APP_BLOCKED$/i,
    undefined,
    'configuration',
    'Unblock the app under Connected Apps OAuth Usage in Salesforce, then reconnect.',
  ),
  needsPerson(
    /^(?:OAUTH_APP_ACCESS_DENIED|OAUTH_EC_APP_NOT_FOUND|invalid_app_access|app_not_found)$/i,
    undefined,
    'configuration',
    'Let the connected user use the app: assign its permission set or profile in the app’s policies.',
  ),
  needsPerson(
    /^inactive_org$/,
    undefined,
    'configuration',
    'The org is locked or closed; ask Salesforce to reopen it.',
  ),
  needsPerson(
    /^inactive_user$/,
    undefined,
    'authentication',
    'Activate the connected user, or reconnect with another.',
  ),
  {
    code: /^(?:rate_limit_exceeded|login_rate_exceeded)$/i,
    errorClass: 'transient',
    permanent: false,
    fix: laterByItself,
  },
  needsPerson(
    /^(?:unsupported_grant_type|invalid_request|unsupported_response_type)$/,
    undefined,
    'configuration',
    tellMaintainers,
  ),
  needsPerson(/^unauthorized_client$/, undefined, 'configuration', 'Enable this OAuth flow for the app in Salesforce.'),
  {
    code: /^(?:NO_ANSWER|CONNECTION_REFUSED|UNREADABLE_ANSWER|HTTP_(?:5\d\d|4(?:20|29)))$/,
    errorClass: 'transient',
    permanent: false,
    fix: laterByItself,
  },
  {
    code: /^(?:server_error|temporarily_unavailable|unknown_error|SERVER_UNAVAILABLE|UNKNOWN_EXCEPTION)$/i,
    errorClass: 'transient',
    permanent: false,
    fix: laterByItself,
  },
  needsPerson(
    /^UNTRUSTED_HOST$/,
    undefined,
    'configuration',
    'Use login.salesforce.com, test.salesforce.com or the org’s My Domain (https://….my.salesforce.com).',
  ),
];

/** An unknown code is taken as permanent: repeating what Salesforce refused locks users out. */
export const unknownOAuthRule: Omit<OAuthRule, 'code'> = {
  errorClass: 'authentication',
  permanent: true,
  fix: `${reconnect} If that does not help, look the code up in Salesforce’s documentation.`,
};
