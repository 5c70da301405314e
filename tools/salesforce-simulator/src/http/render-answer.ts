import type { ServerResponse } from 'node:http';
import { ZodError } from 'zod';
import type { Answer } from './route.js';
import { SalesforceFault } from './salesforce-fault.js';

const always = { 'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private', Vary: 'Accept-Encoding' };

export function send(response: ServerResponse, answer: Answer, headers: Readonly<Record<string, string>>): void {
  const content = answer.text?.content ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
  const contentType =
    answer.text?.contentType ?? (answer.body === undefined ? undefined : 'application/json;charset=UTF-8');
  response.writeHead(answer.status, {
    ...always,
    ...headers,
    ...answer.headers,
    ...(contentType !== undefined && { 'Content-Type': contentType }),
    ...(answer.status !== 204 && answer.status !== 304 && { 'Content-Length': String(Buffer.byteLength(content)) }),
  });
  response.end(content);
}

/** What a throw means to the caller. Mistakes on `/simulator/…` are told in words, not as Salesforce would. */
export function refusal(error: unknown, path: string): Answer {
  if (error instanceof SalesforceFault) return { status: error.status, body: bodyFor(path, error) };
  if (path.startsWith('/simulator')) {
    const problem = error instanceof ZodError ? wordsOf(error) : error instanceof Error ? error.message : String(error);
    return { status: 400, body: { problem } };
  }
  console.error(error);
  return { status: 500, body: new SalesforceFault(500, 'UNKNOWN_EXCEPTION', unexpected).body() };
}

/** The OAuth endpoints answer an object, never the array of the data API (salesforce-api.md §0). */
function bodyFor(path: string, fault: SalesforceFault): unknown {
  if (!path.startsWith('/services/oauth2/')) return fault.body();
  return { error: fault.errorCode, error_description: fault.details[0]?.message ?? '' };
}

const unexpected = 'An unexpected error occurred. Please include this ErrorId if you contact support.';

function wordsOf(error: ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
}
