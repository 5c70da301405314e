import type { Authorization } from './read-authorization.js';
import { escapeXml } from './token-body.js';

interface ConsentParts {
  readonly authorization: Authorization;
  readonly usernames: readonly string[];
  readonly hint: string | null;
  readonly parameters: URLSearchParams;
}

/** A plain page with one form; a test may click it or post its fields. */
export function consentPage({ authorization, usernames, hint, parameters }: ConsentParts): string {
  const hidden = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${escapeXml(name)}" value="${escapeXml(value)}">`,
  );
  const options = usernames.map((username) => {
    const selected = username.toLowerCase() === hint?.toLowerCase() ? ' selected' : '';
    return `<option value="${escapeXml(username)}"${selected}>${escapeXml(username)}</option>`;
  });
  const scopes = authorization.scopes.map((scope) => `<li>${escapeXml(scope)}</li>`);
  return page(
    'Allow access?',
    `<p><strong>${escapeXml(authorization.app.name)}</strong> asks for:</p><ul>${scopes.join('')}</ul>
<form method="post" action="/services/oauth2/authorize">
${hidden.join('\n')}
<p><label>User <select name="username">${options.join('')}</select></label></p>
<button type="submit" name="decision" value="allow" id="oaapprove">Allow</button>
<button type="submit" name="decision" value="deny" id="oadeny">Deny</button>
</form>`,
  );
}

/** What a person sees when the request cannot be sent back to its callback. */
export function stoppedPage(error: string, description: string): string {
  return page(
    'Authorization error',
    `<p>error=${escapeXml(error)}&amp;error_description=${escapeXml(description)}</p>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1>${content}</body></html>
`;
}
