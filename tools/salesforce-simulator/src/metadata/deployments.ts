import type { OrgUser } from '../http/route.js';
import { toDateTime } from '../org/clock.js';
import type { Org } from '../org/org.js';
import type { ComponentMessage, DeployOptions, DeployOutcome } from './deploy-outcome.js';

type State = 'Pending' | 'InProgress' | DeployOutcome['status'];

export interface Deployment {
  readonly id: string;
  /** The state that the next look shows. */
  advance(): State;
  show(state: State, details: boolean): Record<string, unknown>;
}

export class Deployments {
  private readonly byId = new Map<string, Deployment>();

  constructor(private readonly org: Org) {}

  find(id: string): Deployment | undefined {
    return this.byId.get(id);
  }

  add(outcome: DeployOutcome, options: DeployOptions, user: OrgUser): Deployment {
    const id = this.org.ids.next('0Af');
    const at = toDateTime(this.org.clock.now());
    const ahead: State[] = ['InProgress', outcome.status];
    const deployment: Deployment = {
      id,
      advance: () => (ahead.length > 1 ? ahead.shift() : ahead[0]) ?? outcome.status,
      show: (state, details) => ({
        ...progressOf(outcome, state),
        ...options,
        id,
        status: state,
        createdBy: user.id,
        createdByName: [user.firstName, user.lastName].filter((part) => part !== null).join(' '),
        createdDate: at,
        startDate: state === 'Pending' ? null : at,
        lastModifiedDate: at,
        completedDate: state === outcome.status ? at : null,
        runTestsEnabled: false,
        numberTestErrors: 0,
        numberTestsCompleted: 0,
        numberTestsTotal: 0,
        ...(details && { details: detailsOf(outcome, state, at) }),
      }),
    };
    this.byId.set(id, deployment);
    return deployment;
  }
}

function progressOf(outcome: DeployOutcome, state: State): Record<string, unknown> {
  const done = state === outcome.status;
  const total = outcome.failures.length + outcome.successes.length;
  return {
    done,
    success: done && outcome.status === 'Succeeded',
    numberComponentsTotal: state === 'Pending' ? 0 : total,
    numberComponentsDeployed: deployedIn(outcome, state),
    numberComponentErrors: done ? outcome.failures.length : 0,
    stateDetail: null,
    errorMessage: null,
    errorStatusCode: null,
  };
}

function deployedIn({ successes, status }: DeployOutcome, state: State): number {
  if (state === 'Pending') return 0;
  return state === status ? successes.length : Math.floor(successes.length / 2);
}

/** Both lists are complete only at the end. */
function detailsOf(outcome: DeployOutcome, state: State, at: string): Record<string, unknown> {
  const done = state === outcome.status;
  const message = (one: ComponentMessage) => ({
    ...one,
    success: one.problem === null,
    deleted: false,
    createdDate: at,
    columnNumber: null,
    lineNumber: one.problem === null ? null : 1,
    id: null,
  });
  return {
    componentFailures: done ? outcome.failures.map(message) : [],
    componentSuccesses: done ? outcome.successes.map(message) : [],
    retrieveResult: null,
    runTestResult: { numFailures: 0, numTestsRun: 0, failures: [], successes: [], codeCoverage: [], totalTime: 0 },
  };
}

const byOrg = new WeakMap<Org, Deployments>();

export function deploymentsOf(org: Org): Deployments {
  const known = byOrg.get(org) ?? new Deployments(org);
  byOrg.set(org, known);
  return known;
}
