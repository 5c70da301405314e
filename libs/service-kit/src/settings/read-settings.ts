import { z } from 'zod';
import type { SettingsCheck } from './settings-check.js';

export type SettingsShape = Record<string, z.ZodType>;
export type SettingsOf<Shape extends SettingsShape> = z.infer<z.ZodObject<Shape>>;

/** Everything that is wrong with the settings, one line each. */
export class SettingsError extends Error {
  readonly headline: string;

  constructor(
    service: string,
    readonly problems: readonly string[],
  ) {
    const headline = `${service} does not start: ${problems.length} setting(s) need attention.`;
    super(`${headline}\n  - ${problems.join('\n  - ')}`);
    this.headline = headline;
    this.name = 'SettingsError';
  }
}

/**
 * Reads a service's settings from the environment; an empty value counts as not set. Checks between settings that could
 * be read are made also when others could not.
 * @throws SettingsError naming every problem at once, never with a value in it.
 */
export function readSettings<Shape extends SettingsShape>(
  service: string,
  shape: Shape,
  environment: NodeJS.ProcessEnv = process.env,
  checks: readonly SettingsCheck[] = [],
): SettingsOf<Shape> {
  const given = Object.fromEntries(
    Object.keys(shape)
      .map((name) => [name, environment[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = z.object(shape).safeParse(given);
  const issues = result.error?.issues ?? [];
  const unread = new Set(issues.map((issue) => String(issue.path[0] ?? '')));
  const problems = [
    ...issues.map((issue) => problemOf(issue, shape, given)),
    ...checks
      .filter(({ needs }) => !needs.some((name) => unread.has(name)))
      .flatMap(({ needs, problemsIn }) => problemsIn(readAlone(needs, shape, given))),
  ];
  if (result.success && problems.length === 0) return result.data;
  throw new SettingsError(service, problems);
}

function readAlone(
  names: readonly string[],
  shape: SettingsShape,
  given: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, shape[name]?.safeParse(given[name]).data]));
}

function problemOf(issue: z.core.$ZodIssue, shape: SettingsShape, given: Record<string, unknown>): string {
  const name = String(issue.path[0] ?? '');
  const description = shape[name]?.description;
  const what = name in given ? issue.message : 'is not set';
  return `${name}: ${what}.${description === undefined ? '' : ` It is ${description}.`}`;
}
