import type { z } from 'zod';

const MOST = 5;

/** What does not fit, as `path: problem; path: problem`. Names fields and rules, never the values that were sent. */
export function problemsOf(error: z.ZodError): string {
  const problems = error.issues.map((issue) => `${issue.path.map(String).join('.') || 'the whole'}: ${issue.message}`);
  const more = problems.length - MOST;
  return problems.slice(0, MOST).join('; ') + (more > 0 ? `; and ${more} more` : '');
}
