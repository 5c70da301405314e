import { join } from 'node:path';
import type { SupervisedProcess } from './supervised-process.js';

export const START_WITHIN_MS = 60_000;
/** More failures in a row than this while starting is a fault to be told, not to be retried. */
const MOST_START_RESTARTS = 5;

/** Why waiting for a process has no point any more, or undefined while it has. */
export function failureOf(child: SupervisedProcess, logs: string): string | undefined {
  if (child.restarts <= MOST_START_RESTARTS) return undefined;
  return [`${child.name} does not stay up; its log is ${join(logs, `${child.name}.log`)}.`, child.lastWords]
    .join('\n')
    .trim();
}
