import { z } from 'zod';

/** Every failure has one class, decided in one place (libs/salesforce), and the class decides what happens next. */
export const errorClass = z.enum([
  /** No answer, 5xx, HTML: again, later, a bounded number of times. */
  'transient',
  /** Row locks, too many long requests: again, soon, with fewer at once. */
  'concurrency',
  /** The org's daily limit or our own budget: wait until it resumes. */
  'daily-limit',
  /** The session or the approval is gone: refresh, or a person reconnects. */
  'authentication',
  /** A permission, a field, a picklist value: an administrator mends it, then replay. */
  'configuration',
  /** This record's own data is refused: it would fail for ever. */
  'record',
  /** Deleted, merged or converted. */
  'gone',
]);
export type ErrorClass = z.infer<typeof errorClass>;
