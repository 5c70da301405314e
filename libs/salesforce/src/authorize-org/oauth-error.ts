import type { ErrorClass } from '@ce/contracts';

/** The token, revoke or authorise endpoint said no, or nothing. No token or secret is in it. */
export class OAuthError extends Error {
  readonly errorClass: ErrorClass;
  /** Salesforce's `error`, or `NO_ANSWER`, `HTTP_<status>`, `UNTRUSTED_HOST`. */
  readonly code: string;
  /** Salesforce's `error_description`, or ours. */
  readonly description: string;
  /** True: asking again cannot help until a person acts. */
  readonly permanent: boolean;
  /** What that person does, in one sentence. */
  readonly fix: string;
  /** The request may have been carried out: a rotated refresh token may be spent without our having the new one. */
  readonly ambiguous: boolean;

  constructor(
    facts: Pick<OAuthError, 'errorClass' | 'code' | 'description' | 'permanent' | 'fix' | 'ambiguous'>,
    options?: { cause?: unknown },
  ) {
    super(`${facts.code}: ${facts.description}`, options);
    this.name = 'OAuthError';
    this.errorClass = facts.errorClass;
    this.code = facts.code;
    this.description = facts.description;
    this.permanent = facts.permanent;
    this.fix = facts.fix;
    this.ambiguous = facts.ambiguous;
  }
}
