import type { IncomingMessage } from 'node:http';
import type { Progress } from './handle-request.js';
import type { Answer } from './route.js';
import type { ServerContext } from './server-context.js';

type Outcome = { kind: 'answer'; answer: Answer } | { kind: 'drop' };

/** Into the journal; the simulator's own administration stays out of it. */
export function writeEntry(
  context: ServerContext,
  progress: Progress,
  request: IncomingMessage,
  outcome: Outcome,
): void {
  if (progress.path.startsWith('/simulator')) return;
  const { operations, route, session, effects } = progress;
  context.journal.add({
    at: new Date(context.org.clock.now()).toISOString(),
    kind: route?.kind ?? 'unknown',
    method: progress.method,
    path: progress.path,
    user: session?.user.username ?? null,
    client: /client=([^,;\s]+)/.exec(String(request.headers['sforce-call-options'] ?? ''))?.[1] ?? null,
    status: outcome.kind === 'drop' ? 0 : outcome.answer.status,
    counted: progress.counted,
    errorCode: outcome.kind === 'drop' ? null : errorCodeOf(outcome.answer.body),
    operations,
    records: operations.reduce((sum, operation) => sum + operation.records, 0),
    milliseconds: Math.round(performance.now() - progress.startedAt),
    faults: effects.map((effect) => effect.type),
  });
}

function errorCodeOf(body: unknown): string | null {
  const first: unknown = Array.isArray(body) ? body[0] : null;
  if (typeof first !== 'object' || first === null || !('errorCode' in first)) return null;
  return String(first.errorCode);
}
