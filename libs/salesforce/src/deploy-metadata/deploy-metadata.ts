import type { OrgCalls } from '../call-org/org-calls.js';
import type { DeployMessage, DeployOptions, DeployStatus } from './deploy-types.js';
import { multipart } from './multipart.js';

interface DeployAnswer {
  id: string;
  deployResult: Omit<DeployStatus, 'componentFailures' | 'componentSuccesses'> & {
    details?: { componentFailures?: DeployMessage[]; componentSuccesses?: DeployMessage[] } | null;
  };
}

/** Hands over a zip in metadata format; Salesforce works on it afterwards. All or nothing: what fails is rolled back. */
export async function startDeploy(calls: OrgCalls, zip: Buffer, options: DeployOptions): Promise<DeployStatus> {
  const deployOptions = {
    checkOnly: options.checkOnly,
    rollbackOnError: true,
    singlePackage: true,
    allowMissingFiles: false,
    ignoreWarnings: false,
    performRetrieve: false,
  };
  const json = Buffer.from(JSON.stringify({ deployOptions }));
  const answer = await calls.json<DeployAnswer>({
    kind: 'metadata',
    attempted: options.checkOnly ? 'check a deployment' : 'deploy metadata',
    method: 'POST',
    path: '/metadata/deployRequest',
    content: multipart([
      { name: 'json', type: 'application/json', bytes: json },
      { name: 'file', fileName: 'package.zip', type: 'application/zip', bytes: zip },
    ]),
    writes: !options.checkOnly,
  });
  return statusOf(answer);
}

export async function readDeploy(calls: OrgCalls, deployId: string): Promise<DeployStatus> {
  const answer = await calls.json<DeployAnswer>({
    kind: 'metadata',
    attempted: 'read the state of a deployment',
    method: 'GET',
    path: `/metadata/deployRequest/${encodeURIComponent(deployId)}?includeDetails=true`,
  });
  return statusOf(answer);
}

function statusOf({ id, deployResult }: DeployAnswer): DeployStatus {
  const { details, ...result } = deployResult;
  return {
    ...result,
    id,
    errorMessage: result.errorMessage ?? null,
    componentFailures: details?.componentFailures ?? [],
    // The manifest itself is listed too, as package.xml without a type.
    componentSuccesses: (details?.componentSuccesses ?? []).filter((one) => one.componentType !== ''),
  };
}
