import { z } from 'zod';

/** Salesforce's names and defaults; unknown ones are refused. */
export const deployOptions = z.strictObject({
  allowMissingFiles: z.boolean().default(false),
  autoUpdatePackage: z.boolean().default(false),
  checkOnly: z.boolean().default(false),
  ignoreWarnings: z.boolean().default(false),
  performRetrieve: z.boolean().default(false),
  purgeOnDelete: z.boolean().default(false),
  rollbackOnError: z.boolean().default(false),
  runTests: z.array(z.string()).nullable().default(null),
  singlePackage: z.boolean().default(false),
  testLevel: z.string().nullable().default(null),
});
export type DeployOptions = z.infer<typeof deployOptions>;

export interface ComponentMessage {
  readonly componentType: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly problem: string | null;
  readonly problemType: 'Warning' | 'Error' | null;
  readonly created: boolean;
  readonly changed: boolean;
}

export interface DeployOutcome {
  readonly status: 'Succeeded' | 'SucceededPartial' | 'Failed';
  readonly failures: readonly ComponentMessage[];
  readonly successes: readonly ComponentMessage[];
}
