import type { LeaseAnswer, LeaseRequest, LeaseSettlement } from '@ce/contracts';
import { Metrics, SETTINGS } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { Connections } from '../connection-store/connections.js';
import type { ConnectionRow } from '../connection-store/connection.entity.js';
import { PreflightWishes } from '../inspect-org/preflight-wishes.js';
import { FreshTokens } from '../refresh-token/fresh-tokens.js';
import { API_VERSION, type AuthSettings } from '../settings.js';
import { CallLedger } from './call-ledger.js';

/** How soon somebody who needs a person's act asks again. Milliseconds. */
const ASK_AGAIN = 10 * 60_000;

/** Permission to talk to one org: a token and a number of calls. */
@Injectable()
export class LeaseCalls {
  readonly #leases;

  constructor(
    private readonly connections: Connections,
    private readonly ledger: CallLedger,
    private readonly freshTokens: FreshTokens,
    private readonly wishes: PreflightWishes,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
    metrics: Metrics,
  ) {
    this.#leases = metrics.counter('auth_leases_total', 'Lease requests, by kind of call and answer.', [
      'kind',
      'answer',
    ]);
  }

  async lease(request: LeaseRequest): Promise<LeaseAnswer> {
    if (request.lookAgain !== undefined) await this.wishes.wish(request.connectionId, request.lookAgain);
    const answer = await this.#answer(request);
    this.#leases.inc({ kind: request.kind, answer: answer.kind });
    return answer;
  }

  /** @returns null where no further lease was asked for */
  async settle(leaseId: string, settlement: LeaseSettlement): Promise<LeaseAnswer | null> {
    const { connectionId, refusedRight, next } = settlement;
    const outcome = await this.ledger.settle(leaseId, settlement);
    if (refusedRight !== null && outcome === 'settled') await this.wishes.wish(connectionId, 'right-refused');
    return next === undefined ? null : this.lease({ connectionId, ...next });
  }

  async #answer({ connectionId, kind, calls, refusedGeneration }: LeaseRequest): Promise<LeaseAnswer> {
    const connection = await this.connections.find(connectionId);
    const obstacle = obstacleOf(connection, connectionId);
    if (connection === null || obstacle !== null) return obstacle ?? unknown(connectionId);
    const reserved = await this.ledger.reserve(connectionId, kind, calls, this.settings.LEASE_SECONDS);
    if (reserved.kind === 'exhausted') {
      return { kind: 'exhausted', reason: reserved.reason, resumesAt: reserved.resumesAt.toISOString() };
    }
    const token = await this.freshTokens.tokenFor(connection, refusedGeneration);
    if (token.kind === 'unavailable') {
      await this.ledger.settle(reserved.leaseId, {
        connectionId,
        calls: 0,
        orgUsage: null,
        dailyLimitHit: false,
        refusedRight: null,
      });
      return { ...token, retryAt: token.retryAt.toISOString() };
    }
    return {
      kind: 'granted',
      leaseId: reserved.leaseId,
      calls: reserved.calls,
      accessToken: token.accessToken,
      generation: token.generation,
      instanceUrl: token.instanceUrl,
      apiVersion: API_VERSION,
      expiresAt: reserved.expiresAt.toISOString(),
    };
  }
}

function obstacleOf(connection: ConnectionRow | null, id: string): LeaseAnswer | null {
  if (connection === null) return unknown(id);
  const { health, healthReason, healthFix } = connection;
  if (health !== 'reconnect-needed' && health !== 'disconnected') return null;
  return unavailable(healthReason ?? 'The connection has ended.', healthFix ?? 'Reconnect the org.');
}

function unknown(connectionId: string): LeaseAnswer {
  return unavailable(`There is no connection "${connectionId}".`, 'Connect the org, or correct the connection’s id.');
}

function unavailable(reason: string, fix: string): LeaseAnswer {
  return { kind: 'unavailable', reason, fix, retryAt: new Date(Date.now() + ASK_AGAIN).toISOString() };
}
