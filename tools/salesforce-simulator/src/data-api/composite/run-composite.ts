import type { Answer, Call } from '../../http/route.js';
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

function runParts(call: Call, parts: readonly Part[], dispatch: Dispatch, allOrNone: boolean): PartAnswer[] {
  const bodies = new Map<string, unknown>();
  const answers: PartAnswer[] = [];
  for (const part of parts) {
    if (allOrNone && !answers.every(succeeded)) {
      answers.push(halted(part, rolledBack));
      continue;
    }
    const answer = runPart(call, part, dispatch, bodies);
    answers.push(answer);
    if (succeeded(answer)) bodies.set(part.referenceId, answer.body);
  }
  return answers;
}

function runPart(call: Call, part: Part, dispatch: Dispatch, bodies: ReadonlyMap<string, unknown>): PartAnswer {
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
  const answer = dispatch(call, { ...part, ...resolved.value });
  return {
    body: answer.body ?? null,
    httpHeaders: answer.headers ?? {},
    httpStatusCode: answer.status,
    referenceId: part.referenceId,
  };
}

/** Rows that fail inside a collection do not fail their part. */
const succeeded = ({ httpStatusCode }: PartAnswer): boolean => httpStatusCode < 300;

const rolledBack = 'The transaction was rolled back since another operation in the same transaction failed.';

function halted({ referenceId }: { referenceId: string }, message: string): PartAnswer {
  return { body: [{ errorCode: 'PROCESSING_HALTED', message }], httpHeaders: {}, httpStatusCode: 400, referenceId };
}
