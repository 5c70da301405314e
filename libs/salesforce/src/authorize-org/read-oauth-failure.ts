import { OAuthError } from './oauth-error.js';
import { oauthRules, unknownOAuthRule } from './oauth-rules.js';

/** An error that the browser brought back to the callback, or that an endpoint answered. */
export function oauthErrorFor(
  code: string,
  description: string,
  options: { ambiguous?: boolean; cause?: unknown } = {},
): OAuthError {
  const rule =
    oauthRules.find(
      (candidate) =>
        candidate.code.test(code) && (candidate.description === undefined || candidate.description.test(description)),
    ) ?? unknownOAuthRule;
  return new OAuthError(
    {
      code,
      description,
      errorClass: rule.errorClass,
      permanent: rule.permanent,
      fix: rule.fix,
      ambiguous: options.ambiguous ?? false,
    },
    options.cause === undefined ? undefined : { cause: options.cause },
  );
}

/** From an answer that is not a good one: an object by RFC 6749, an API-style array, or a page. */
export function oauthErrorFromAnswer(status: number, body: string): OAuthError {
  const wire = parse(body);
  const code = textOf(wire?.error) ?? textOf(wire?.errorCode) ?? `HTTP_${status}`;
  const description = textOf(wire?.error_description) ?? textOf(wire?.message) ?? `Salesforce answered ${status}`;
  return oauthErrorFor(code, description.slice(0, 300), { ambiguous: status >= 500 });
}

interface OAuthWireError {
  error?: unknown;
  error_description?: unknown;
  errorCode?: unknown;
  message?: unknown;
}

function parse(body: string): OAuthWireError | null {
  try {
    const value: unknown = JSON.parse(body);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'object' && first !== null ? first : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
