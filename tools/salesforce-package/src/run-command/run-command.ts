import { connectToOrg, SalesforceError } from '@ce/salesforce';
import { buildZip } from '../deploy-package/build-zip.js';
import { followDeployment, StillDeploying } from '../deploy-package/follow-deployment.js';
import { tellProgress, tellResult } from '../deploy-package/tell-deployment.js';
import { planChanges } from '../plan-changes/plan-changes.js';
import { readOrg } from '../plan-changes/read-org.js';
import { readPermissionSet } from '../plan-changes/read-permission-set.js';
import { tellPlan } from '../plan-changes/tell-plan.js';
import { writeSource } from '../write-source/write-source.js';
import { type Command, readArguments, USAGE, WrongUse } from './read-arguments.js';

export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** All of the standard input, to its end. */
  readonly readInput: () => Promise<string>;
  readonly print: (line: string) => void;
  /** Between two looks at a running deployment. */
  readonly wait: () => Promise<void>;
}

/** Ten minutes at the two seconds of the command. */
const MAX_LOOKS = 300;

/** Answers the exit code: 0 done, 1 refused by Salesforce, 2 wrong use. */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await carryOut(await readArguments(args, surroundings), surroundings);
  } catch (error) {
    if (error instanceof WrongUse) {
      surroundings.print(`${error.message}\n${USAGE}`);
      return 2;
    }
    if (error instanceof SalesforceError) surroundings.print(`${error.message} ${error.fix}`);
    else if (error instanceof StillDeploying)
      surroundings.print(`${error.message} See Setup, “Deployment Status”; then ask for the plan again.`);
    else throw error;
    return 1;
  }
}

async function carryOut(command: Command, { print, wait }: Surroundings): Promise<number> {
  if (command.kind === 'generate') {
    print(`${writeSource()} files written.`);
    return 0;
  }
  const org = connectToOrg(command.session, { timeoutMs: 120_000, client: 'conversational-email-package' });
  const plan = planChanges(await readOrg(org), await readPermissionSet(org), command.wishes);
  for (const line of tellPlan(plan)) print(line);
  if (command.kind === 'plan') return 0;
  print(command.checkOnly ? 'Salesforce validates the deployment.' : 'Salesforce deploys.');
  const status = await followDeployment(org, buildZip(plan), command.checkOnly, {
    wait,
    maxLooks: MAX_LOOKS,
    onProgress: (progress) => print(tellProgress(progress)),
  });
  for (const line of tellResult(status)) print(line);
  return status.success ? 0 : 1;
}
