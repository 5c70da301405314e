import { callerOf, type Answer, type Call, type Route } from '../http/route.js';
import { notFound, SalesforceFault } from '../http/salesforce-fault.js';
import { deploymentsOf } from './deployments.js';
import { readDeployRequest } from './read-package/read-deploy-request.js';
import { runDeployment } from './run-deployment.js';

/** The Metadata REST API, as far as deployments go (salesforce-api.md §8). */
export function metadataRoutes(): Route[] {
  const base = '/services/data/:version/metadata/deployRequest';
  return [
    { method: 'POST', path: base, kind: 'metadata', access: 'session', handle: deploy },
    { method: 'GET', path: `${base}/:deployId`, kind: 'metadata', access: 'session', handle: show },
  ];
}

function deploy(call: Call): Answer {
  admit(call);
  const { options, zip } = readDeployRequest(call.bytes, String(call.headers['content-type'] ?? ''));
  const outcome = runDeployment(call.org, zip, options);
  call.note({ kind: 'metadata', object: null, records: outcome.successes.length + outcome.failures.length });
  const deployment = deploymentsOf(call.org).add(outcome, options, callerOf(call));
  return {
    status: 201,
    body: { id: deployment.id, deployOptions: options, deployResult: deployment.show('Pending', false) },
  };
}

/** Every look is one step: waiting, at work, done; a client that does not wait sees no result. */
function show(call: Call): Answer {
  admit(call);
  const deployment = deploymentsOf(call.org).find(call.params['deployId'] ?? '');
  if (deployment === undefined) throw notFound();
  const details = call.query.get('includeDetails') === 'true';
  return {
    status: 200,
    body: {
      id: deployment.id,
      url: `${call.origin}${call.path}`,
      deployResult: deployment.show(deployment.advance(), details),
    },
  };
}

function admit(call: Call): void {
  const { access } = call.org;
  const user = callerOf(call);
  if (access.has(user, 'ModifyAllData') || access.has(user, 'ModifyMetadata')) return;
  throw new SalesforceFault(
    403,
    'INSUFFICIENT_ACCESS',
    'INSUFFICIENT_ACCESS: use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
  );
}
