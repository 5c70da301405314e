import { explainFailure, type WireError } from '../classify-error/explain-failure.js';
import { SalesforceError } from '../classify-error/salesforce-error.js';
import type { OrgTransport } from './org-transport.js';
import { TransportError } from './send-text.js';

export interface AttemptedCall {
  /** For people: `query`, `update 40 records`. */
  attempted: string;
  /** Whether it changes the org, so that a missing answer leaves a doubt. */
  writes: boolean;
}

/** Whatever jsforce threw, as a SalesforceError. */
export function readFailure(error: unknown, transport: OrgTransport, call: AttemptedCall): SalesforceError {
  if (error instanceof TransportError) {
    const code = error.sent ? 'NO_ANSWER' : 'CONNECTION_REFUSED';
    const failure = explainFailure({ errorCode: code }, undefined, call.writes && error.sent);
    return new SalesforceError({ ...failure, attempted: call.attempted, status: null }, { cause: error });
  }
  const status = transport.status;
  // A program error of ours or jsforce's; not Salesforce's doing.
  if (status === null) throw error;
  const ambiguous = call.writes && status >= 500;
  const failure = explainFailure(wireErrorOf(error), status, ambiguous);
  // Without the cause: jsforce's error quotes the whole answer, values and all.
  return new SalesforceError({ ...failure, attempted: call.attempted, status });
}

/** An answer with a good status that is not what was agreed, e.g. a maintenance page. */
export function unreadableAnswer(transport: OrgTransport, call: AttemptedCall): SalesforceError {
  const failure = explainFailure({ errorCode: 'UNREADABLE_ANSWER' }, undefined, call.writes);
  return new SalesforceError({ ...failure, attempted: call.attempted, status: transport.status });
}

function wireErrorOf(error: unknown): WireError {
  if (!(error instanceof Error)) return {};
  const { errorCode, data } = error as { errorCode?: unknown; data?: unknown };
  const first: unknown = Array.isArray(data) ? data[0] : data;
  if (errorCode === 'MULTIPLE_CHOICES') return { errorCode };
  if (typeof first !== 'object' || first === null) return {};
  const wire = first as WireError;
  // jsforce's stand-in for a body without a code; the identity service answers with this bare word.
  if (typeof wire.errorCode === 'string' && wire.errorCode.startsWith('ERROR_HTTP_')) {
    return wire.message === 'Bad_OAuth_Token' ? { errorCode: 'Bad_OAuth_Token' } : {};
  }
  return wire;
}
