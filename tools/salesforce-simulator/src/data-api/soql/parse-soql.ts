import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import { at, malformed } from './soql-fault.js';

/** Salesforce's own bound (salesforce-api.md §3.1). */
const maxCharacters = 100_000;

/** Scopes of reports, which the parser does not know (salesforce-api.md §2.2). */
const reportScope = /^(SELECT [^']*? FROM Report USING SCOPE )(allPrivate|created|organizationOwned)\b/i;

export function parseSoql(soql: string): Query {
  if (soql.trim() === '') throw malformed('A query must be given in the parameter q.');
  if (soql.length > maxCharacters)
    throw malformed(`SOQL statements cannot be longer than ${maxCharacters} characters.`);
  try {
    const scope = reportScope.exec(soql);
    const parsed = parseQuery(soql.replace(reportScope, '$1everything'), { allowApexBindVariables: false });
    return scope === null ? parsed : { ...parsed, usingScope: scope[2] };
  } catch (error) {
    throw malformed(at(soql, unexpected(error), `unexpected token: '${unexpected(error)}'`));
  }
}

function unexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /found: *(?:-->)? *'([^']*)'/.exec(message)?.[1] ?? /found --> '([^']*)'/.exec(message)?.[1] ?? '<EOF>';
}
