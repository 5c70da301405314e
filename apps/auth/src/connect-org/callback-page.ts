import type { Check } from '../inspect-org/check.js';
import type { Adoption } from './adopt-grant.js';
import { escaped, page } from './html-page.js';

const END = '<p>You may close this window.</p>';

/** What the person sees who has just been at Salesforce. */
export function callbackPage(outcome: Adoption): string {
  return outcome.kind === 'refused'
    ? page('Not connected', `<p>${escaped(outcome.detail)}</p><p>${escaped(outcome.fix)}</p>${END}`)
    : page('Connected', `${connectedText(outcome)}${END}`);
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
