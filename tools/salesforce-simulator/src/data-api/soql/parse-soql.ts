import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import { at, malformed } from './soql-fault.js';

/** Salesforce's own bound (salesforce-api.md §3.1). */
const maxCharacters = 100_000;

export function parseSoql(soql: string): Query {
  if (soql.trim() === '') throw malformed('A query must be given in the parameter q.');
  if (soql.length > maxCharacters)
    throw malformed(`SOQL statements cannot be longer than ${maxCharacters} characters.`);
  try {
    return parseQuery(soql, { allowApexBindVariables: false });
  } catch (error) {
    throw malformed(at(soql, unexpected(error), `unexpected token: '${unexpected(error)}'`));
  }
}

function unexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /found: *(?:-->)? *'([^']*)'/.exec(message)?.[1] ?? /found --> '([^']*)'/.exec(message)?.[1] ?? '<EOF>';
}
