import type { Check } from '../inspect-org/check.js';
import type { Adoption } from './adopt-grant.js';

/** What the person sees who has just been at Salesforce. */
export function callbackPage(outcome: Adoption): string {
  return outcome.kind === 'refused'
    ? page('Not connected', `<p>${escaped(outcome.detail)}</p><p>${escaped(outcome.fix)}</p>`)
    : page('Connected', connectedText(outcome));
}

function connectedText({ connection, report }: Extract<Adoption, { kind: 'connected' }>): string {
  const open = report.checks.filter((check) => check.result !== 'pass');
  const intro = `<p>${escaped(connection.orgName)} is connected as <b>${escaped(connection.username)}</b>.
    Connection: <code>${escaped(connection.id)}</code></p>`;
  if (open.length === 0) return `${intro}<p>The preflight is green: all ${report.checks.length} checks pass.</p>`;
  const intoWords = open.length === 1 ? 'One check needs' : `${open.length} checks need`;
  return `${intro}<p>${intoWords} attention:</p><ul>${open.map(lineOf).join('')}</ul>`;
}

function lineOf({ result, detail, affects, fix }: Check): string {
  return `<li><b>${escaped(result)}</b> ${escaped(detail)} Affects ${escaped(affects)}. ${escaped(fix ?? '')}</li>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>
    body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1rem}
    </style></head><body><h1>${title}</h1>${body}<p>You may close this window.</p></body></html>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Everything that an org or an address can say goes through here. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
