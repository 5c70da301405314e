import type { GrantedLease, LeaseAnswer } from '@ce/contracts';
import { connectToOrg, SalesforceError, type SalesforceOrg } from '@ce/salesforce';
import { Logger, SETTINGS } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { ConnectionRow } from '../connection-store/connection.entity.js';
import { LeaseCalls } from '../lease-calls/lease-calls.js';
import { FreshTokens } from '../refresh-token/fresh-tokens.js';
import { API_VERSION, type AuthSettings } from '../settings.js';
import { CALLS_OF_A_LOOK, gatherOrgFacts } from './gather-org-facts.js';
import type { OrgFacts } from './org-facts.js';

export type LookAnswer =
  | { kind: 'looked'; facts: OrgFacts }
  /** The org or the user lost something that everything needs, such as the API. */
  | { kind: 'unusable'; code: string; reason: string; fix: string }
  | { kind: 'impossible'; reason: string; fix: string; retryAt: string };

const BY_ITSELF = 'Try again later: it resumes by itself.';

/** One look at a connected org, paid from its call budget like every other call. */
@Injectable()
export class LookAtOrg {
  constructor(
    private readonly leaseCalls: LeaseCalls,
    private readonly freshTokens: FreshTokens,
    private readonly log: Logger,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  async look(connection: ConnectionRow): Promise<LookAnswer> {
    const { id: connectionId } = connection;
    const lease = await this.leaseCalls.lease({ connectionId, kind: 'preflight', calls: CALLS_OF_A_LOOK });
    if (lease.kind !== 'granted') return impossible(lease);
    if (lease.calls < CALLS_OF_A_LOOK) {
      await this.#settle(connectionId, lease, null);
      const reason = `A preflight needs ${CALLS_OF_A_LOOK} calls, and the call budget has ${lease.calls} left for it.`;
      return { kind: 'impossible', reason, fix: BY_ITSELF, retryAt: lease.expiresAt };
    }
    const org = this.#open(connection, lease);
    try {
      return { kind: 'looked', facts: await gatherOrgFacts(org) };
    } catch (error) {
      if (!(error instanceof SalesforceError)) throw error;
      this.log.warn('preflight could not look at the org', { connection: connectionId, code: error.code });
      const { message: reason, fix } = error;
      if (error.errorClass === 'configuration') return { kind: 'unusable', code: error.code, reason, fix };
      return { kind: 'impossible', reason, fix, retryAt: new Date(Date.now() + 60_000).toISOString() };
    } finally {
      await this.#settle(connectionId, lease, org);
    }
  }

  #open(connection: ConnectionRow, lease: GrantedLease): SalesforceOrg {
    return connectToOrg(lease, {
      timeoutMs: this.settings.SALESFORCE_TIMEOUT_MS,
      renewSession: async () => {
        const token = await this.freshTokens.tokenFor(connection, lease.generation);
        if (token.kind === 'unavailable') return null;
        return { accessToken: token.accessToken, instanceUrl: token.instanceUrl, apiVersion: API_VERSION };
      },
    });
  }

  async #settle(connectionId: string, lease: GrantedLease, org: SalesforceOrg | null): Promise<void> {
    await this.leaseCalls.settle(lease.leaseId, {
      connectionId,
      calls: org?.callsMade ?? 0,
      orgUsage: org?.orgUsage ?? null,
      dailyLimitHit: org?.dailyLimitHit ?? false,
      // This is the look that a refusal would ask for.
      refusedRight: null,
    });
  }
}

function impossible(answer: Exclude<LeaseAnswer, { kind: 'granted' }>): LookAnswer {
  if (answer.kind === 'exhausted') {
    return { kind: 'impossible', reason: answer.reason, fix: BY_ITSELF, retryAt: answer.resumesAt };
  }
  return { ...answer, kind: 'impossible' };
}
