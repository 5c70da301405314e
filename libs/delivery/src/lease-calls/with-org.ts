import type { CallKind, LeaseAnswer, LeaseRequest, LeaseSettlement } from '@ce/contracts';
import { connectToOrg, type OrgCall, type SalesforceOrg } from '@ce/salesforce';
import type { LeaseClient } from './lease-client.js';
import { LeasedCalls, LeaseRefused } from './leased-calls.js';
import { SpareLeases } from './spare-leases.js';

export interface OrgWork {
  connectionId: string;
  kind: CallKind;
  /** API calls expected. A work that makes more gets further leases by itself, or ends as exhausted. */
  calls: number;
  /** Has auth look at the org again, whether calls are granted or not. */
  lookAgain?: LeaseRequest['lookAgain'];
  /** One of many alike, of which the next one's lease may come with the settlement of this one. */
  inSeries?: boolean;
}

export type OrgAnswer<T> =
  | { kind: 'done'; value: T }
  /** The budget or the org has no calls left; resumes by itself. */
  | { kind: 'exhausted'; reason: string; resumesAt: Date; callsMade: number }
  /** Nothing can be sent until a person acts. */
  | { kind: 'unavailable'; reason: string; fix: string; retryAt: Date; callsMade: number };

/**
 * Leases calls, runs `work` with the org, settles the lease whatever happens. A refused access token is renewed once per
 * call and only that call repeated, because Salesforce did nothing of it. Of an answer that is not `done` with
 * `callsMade` above 0, what those calls did stands. Errors of `work` and LeaseError pass through.
 */
export interface WithOrg {
  <T>(request: OrgWork, work: (org: SalesforceOrg) => Promise<T>): Promise<OrgAnswer<T>>;
  /** No work will follow: gives back the leases that were kept for them, and keeps no more. */
  endSeries(): Promise<void>;
}

export interface WithOrgOptions {
  leases: LeaseClient;
  /** For one Salesforce call. Milliseconds. */
  callTimeoutMs: number;
  onCall?: (request: OrgWork, call: OrgCall) => void;
}

export function makeWithOrg({ leases, callTimeoutMs, onCall }: WithOrgOptions): WithOrg {
  const spares = new SpareLeases(leases);
  const withOrg = async <T>(request: OrgWork, work: (org: SalesforceOrg) => Promise<T>): Promise<OrgAnswer<T>> => {
    const { connectionId, kind, calls, lookAgain, inSeries = false } = request;
    const follows = inSeries && spares.begin(request);
    const spare = inSeries ? spares.take(request) : undefined;
    const first =
      spare ?? (await leases.lease({ connectionId, kind, calls, ...(lookAgain === undefined ? {} : { lookAgain }) }));
    if (first.kind !== 'granted') return refusal(first, 0);
    const leased = new LeasedCalls(leases, request, first);
    const org: SalesforceOrg = connectToOrg(leased.session(), {
      // An administrator who looks at the org's API usage sees which of our works spent it.
      client: `conversational-email/${kind}`,
      timeoutMs: callTimeoutMs,
      beforeCall: () => leased.spendCall(org),
      renewSession: () => leased.renew(org),
      onCall: (call) => onCall?.(request, call),
    });
    let next: LeaseSettlement['next'];
    try {
      const value = await work(org);
      if (follows && spares.areKept) next = { kind, calls };
      return { kind: 'done', value };
    } catch (error) {
      if (error instanceof LeaseRefused) return refusal(error.answer, org.callsMade);
      throw error;
    } finally {
      const spareForNext = await leased.settle(org, next);
      if (inSeries) await spares.end(request, spareForNext);
    }
  };
  return Object.assign(withOrg, { endSeries: () => spares.giveBackAll() });
}

function refusal(
  answer: Exclude<LeaseAnswer, { kind: 'granted' }>,
  callsMade: number,
): Exclude<OrgAnswer<never>, { kind: 'done' }> {
  return answer.kind === 'exhausted'
    ? { kind: 'exhausted', reason: answer.reason, resumesAt: new Date(answer.resumesAt), callsMade }
    : { kind: 'unavailable', reason: answer.reason, fix: answer.fix, retryAt: new Date(answer.retryAt), callsMade };
}
