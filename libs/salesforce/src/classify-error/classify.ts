import type { ErrorClass } from '@ce/contracts';
import type { ErrorRule } from './error-rule.js';
import { errorTable } from './error-table.js';
import { reportRules } from './report-rules.js';
import type { Throttle } from './salesforce-error.js';

export type Verdict = ErrorRule & { throttle: Throttle | null };

const reportCodes = new Set([
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_REQUEST',
  'ILLEGAL_QUERY_PARAMETER_VALUE',
  'UNKNOWN_EXCEPTION',
]);
// The org's own code fails with whatever it ran into.
const orgCodeFailures = new Set(['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'CANNOT_EXECUTE_FLOW_TRIGGER']);
const lockTexts = /UNABLE_TO_LOCK_ROW|unable to obtain exclusive access|Too many SOQL/i;

/**
 * The one place that decides an error's class: by code, because sources disagree on statuses (salesforce-api.md §4), and
 * by the text where one code says several things. The status decides only when there is no code that is known.
 */
export function classify(code: string, message: string, status?: number): ErrorClass {
  return judge(code, message, status).errorClass;
}

/** As `classify`, with what it means, how far it reaches and what to do. */
export function judge(code: string, message: string, status?: number): Verdict {
  const byText = judgeByText(code, message);
  if (byText !== undefined) return byText;
  const known = errorTable[code];
  return known === undefined ? judgeByStatus(code, status) : { ...known, throttle: throttleOf(code) };
}

function throttleOf(code: string): Throttle | null {
  return code === 'REQUEST_LIMIT_EXCEEDED' ? 'daily' : null;
}

function judgeByText(code: string, message: string): Verdict | undefined {
  if (code === 'REQUEST_LIMIT_EXCEEDED' && /concurrent/i.test(message)) {
    const means = 'The org is working on as many long requests as it may.';
    return { ...known('REQUEST_LIMIT_EXCEEDED'), errorClass: 'concurrency', means, throttle: 'concurrent' };
  }
  if (orgCodeFailures.has(code) && lockTexts.test(message)) {
    return { ...known('UNABLE_TO_LOCK_ROW'), throttle: null };
  }
  if (code === 'NOT_FOUND' && /external id field/i.test(message)) {
    const means = 'The external-id field does not exist in the org, or is hidden from the connected user.';
    const fix = 'Deploy the field and give the connected user edit access to it, or switch its use off; then replay.';
    return { errorClass: 'configuration', scope: 'request', means, fix, throttle: null };
  }
  if (code === 'INSUFFICIENT_ACCESS' && /Metadata API/i.test(message)) {
    const means = 'The signed-in user may not change the org’s metadata.';
    const fix =
      'Use a user with the permissions “Customize Application” and “Modify Metadata Through Metadata API Functions”.';
    return { errorClass: 'configuration', scope: 'request', means, fix, throttle: null };
  }
  if (reportCodes.has(code) || code.startsWith('HTTP_')) {
    const found = reportRules.find((candidate) => candidate.text.test(message));
    if (found !== undefined) return { ...found, throttle: found.throttle ?? null };
  }
  return undefined;
}

function judgeByStatus(code: string, status: number | undefined): Verdict {
  if (status !== undefined && status > 300 && status < 400) return { ...known('UNREADABLE_ANSWER'), throttle: null };
  if (status === 401) return { ...known('INVALID_SESSION_ID'), throttle: null };
  if (status === 404) return { ...known('NOT_FOUND'), throttle: null };
  if (status === 410) return { ...known('GONE'), throttle: null };
  if (status === 413 || status === 414 || status === 431)
    return { ...known('EXCEEDED_MAX_SIZE_REQUEST'), throttle: null };
  // 420 and 429 are not on Salesforce's list; gateways in front of it send them.
  if (status === 420 || status === 429)
    return { ...known('SERVER_UNAVAILABLE'), errorClass: 'concurrency', throttle: null };
  if (status === 501) return { ...known('METHOD_NOT_ALLOWED'), throttle: null };
  if (status !== undefined && status >= 500) return { ...known('SERVER_UNAVAILABLE'), throttle: null };
  const means = status === 403 ? 'Salesforce forbade the call' : 'Salesforce refused it';
  return {
    // An unknown refusal is kept for a person rather than repeated blindly; 403 concerns rights, the rest the data.
    errorClass: status === 403 ? 'configuration' : 'record',
    scope: status === undefined || status === 200 ? 'record' : 'request',
    means: `${means} with the code ${code}.`,
    fix: 'Look the code up in Salesforce’s documentation, mend the cause, then replay.',
    throttle: null,
  };
}

function known(code: keyof typeof errorTable): ErrorRule {
  const found = errorTable[code];
  if (found === undefined) throw new Error(`The error table has no rule for ${code}.`);
  return found;
}
