export {
  type FailureScope,
  type Failure,
  type RecordError,
  SalesforceError,
  type Throttle,
} from './classify-error/salesforce-error.js';
export { OAuthError } from './authorize-org/oauth-error.js';
export { oauthErrorFor } from './authorize-org/read-oauth-failure.js';
export { SalesforceOAuth } from './authorize-org/salesforce-oauth.js';
export type { AuthorizationRequest, ClientRegistration, TokenSet } from './authorize-org/token-set.js';
export { classify } from './classify-error/classify.js';
export { connectToOrg } from './connect-to-org.js';
export type * from './deploy-metadata/deploy-types.js';
export type * from './describe-objects/describe-types.js';
export type * from './inspect-org/org-facts.js';
export { soqlString } from './run-query/soql-text.js';
export type * from './run-reports/report-types.js';
export type * from './salesforce-org.js';
export { isSalesforceHost } from './trusted-host/is-salesforce-host.js';
