import { type DeployStatus, SalesforceError, type SalesforceOrg } from '@ce/salesforce';

export interface FollowOptions {
  /** Between two looks. */
  readonly wait: () => Promise<void>;
  readonly onProgress: (status: DeployStatus) => void;
  readonly maxLooks: number;
}

/** The deployment goes on in Salesforce whatever happens here. */
export class StillDeploying extends Error {
  override readonly name = 'StillDeploying';

  constructor(readonly deployId: string) {
    super(`Salesforce is still working on deployment ${deployId}.`);
  }
}

/** Sends the zip and looks until Salesforce is done; a look that finds no answer is simply repeated. */
export async function followDeployment(
  org: SalesforceOrg,
  zip: Buffer,
  checkOnly: boolean,
  options: FollowOptions,
): Promise<DeployStatus> {
  const started = await org.startDeploy(zip, { checkOnly });
  options.onProgress(started);
  for (let look = 0; look < options.maxLooks; look += 1) {
    await options.wait();
    const status = await lookOnce(org, started.id);
    if (status === null) continue;
    options.onProgress(status);
    if (status.done) return status;
  }
  throw new StillDeploying(started.id);
}

async function lookOnce(org: SalesforceOrg, deployId: string): Promise<DeployStatus | null> {
  try {
    return await org.readDeploy(deployId);
  } catch (error) {
    if (error instanceof SalesforceError && error.errorClass === 'transient') return null;
    throw error;
  }
}
