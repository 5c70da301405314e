/** One line of a preflight. */
export interface Check {
  name: string;
  result: 'pass' | 'warn' | 'fail';
  /** What works worse or not at all; empty on a pass. */
  affects: string;
  /** One sentence: what was found. */
  detail: string;
  /** One sentence: what to do; null on a pass. */
  fix: string | null;
}

export function pass(name: string, detail: string): Check {
  return { name, result: 'pass', affects: '', detail, fix: null };
}

export function warn(name: string, affects: string, detail: string, fix: string): Check {
  return { name, result: 'warn', affects, detail, fix };
}

export function fail(name: string, affects: string, detail: string, fix: string): Check {
  return { name, result: 'fail', affects, detail, fix };
}

export function worstOf(checks: readonly Check[]): Check['result'] {
  if (checks.some((check) => check.result === 'fail')) return 'fail';
  return checks.some((check) => check.result === 'warn') ? 'warn' : 'pass';
}
