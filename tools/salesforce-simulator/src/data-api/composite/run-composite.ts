import { splitUrl } from '../../http/build-call.js';
import type { Answer, Call } from '../../http/route.js';
import { isObject } from '../records/request-record.js';
import type { Dispatch } from '../../http/subrequest.js';
import { type Part, readComposite } from './read-composite.js';
import { resolveReferences } from './resolve-references.js';

interface PartAnswer {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

/** `POST /composite`: one API call, part after part; with `allOrNone` one failure takes all of it back. */
export function runComposite(call: Call, dispatch: Dispatch): Answer {
  const { allOrNone, parts } = readComposite(call.body);
  const answers = call.org.records.transact(() => {
    const value = runParts(call, parts, dispatch, allOrNone);
    return { keep: !allOrNone || value.every(succeeded), value };
  });
  const failed = allOrNone && !answers.every(succeeded);
  const compositeResponse = failed
    ? answers.map((answer) => (succeeded(answer) ? halted(answer, rolledBack) : answer))
    : answers;
  return { status: 200, body: { compositeResponse } };
}

/** All or none of the whole overrules what a collection says of itself. */
function strict(part: Part): Part {
  if (!/\/composite\/sobjects(?:[/?]|$)/.test(part.url) || part.method === 'GET') return part;
  if (part.method !== 'DELETE')
    return isObject(part.body) && 'records' in part.body ? { ...part, body: { ...part.body, allOrNone: true } } : part;
  const { path, query } = splitUrl(part.url);
  query.set('allOrNone', 'true');
  return { ...part, url: `${path}?${query.toString()}` };
}

function runParts(call: Call, parts: readonly Part[], dispatch: Dispatch, allOrNone: boolean): PartAnswer[] {
  const bodies = new Map<string, unknown>();
  const answers: PartAnswer[] = [];
  const carryOut = (part: Part) => dispatch(call, allOrNone ? strict(part) : part);
  for (const part of parts) {
    if (allOrNone && !answers.every(succeeded)) {
      answers.push(halted(part, rolledBack));
      continue;
    }
    const answer = runPart(call, part, carryOut, bodies);
    answers.push(answer);
    if (answer.httpStatusCode < 300) bodies.set(part.referenceId, answer.body);
  }
  return answers;
}

function runPart(
  call: Call,
  part: Part,
  carryOut: (part: Part) => Answer,
  bodies: ReadonlyMap<string, unknown>,
): PartAnswer {
  const given = { url: part.url, body: part.body };
  // Most calls hold no reference, and walking through a thousand records costs more than looking at the text once.
  const resolved = call.rawBody.includes('@{')
    ? resolveReferences(given, bodies)
    : ({ kind: 'resolved', value: given } as const);
  if (resolved.kind === 'missing')
    return halted(
      part,
      `Invalid reference specified. No value for ${resolved.reference} found in ${resolved.reference.split(/[.[]/)[0] ?? ''}`,
    );
  const answer = carryOut({ ...part, ...resolved.value });
  return {
    body: answer.body ?? null,
    httpHeaders: answer.headers ?? {},
    httpStatusCode: answer.status,
    referenceId: part.referenceId,
  };
}

const succeeded = ({ httpStatusCode, body }: PartAnswer): boolean => httpStatusCode < 300 && !allRowsFailed(body);

/** A collection that was taken back; rows that fail by themselves do not fail their part. */
function allRowsFailed(body: unknown): boolean {
  return Array.isArray(body) && body.length > 0 && body.every((row) => isObject(row) && row['success'] === false);
}

const rolledBack = 'The transaction was rolled back since another operation in the same transaction failed.';

function halted({ referenceId }: { referenceId: string }, message: string): PartAnswer {
  return { body: [{ errorCode: 'PROCESSING_HALTED', message }], httpHeaders: {}, httpStatusCode: 400, referenceId };
}
