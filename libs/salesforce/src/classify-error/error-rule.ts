import type { ErrorClass } from '@ce/contracts';
import type { FailureScope } from './salesforce-error.js';

export interface ErrorRule {
  errorClass: ErrorClass;
  scope: FailureScope;
  /** What is wrong; `{fields}` becomes the field names that Salesforce gave, if any. */
  means: string;
  fix: string;
}

export const rule = (errorClass: ErrorClass, scope: FailureScope, means: string, fix: string): ErrorRule => ({
  errorClass,
  scope,
  means,
  fix,
});

export const wait = 'Nothing to do: it is tried again by itself.';
export const report = 'Tell the maintainers of this integration, with the code and the time.';
