import { inTransaction } from '@ce/database';
import { OAuthError, type TokenSet } from '@ce/salesforce';
import { Logger, Metrics } from '@ce/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ConnectionRow } from '../connection-store/connection.entity.js';
import { type ConnectionChange, Connections } from '../connection-store/connections.js';
import { healthFrom, whatDiffers } from '../inspect-org/conclude-look.js';
import { type PreflightReport, PreflightStore } from '../inspect-org/preflight-store.js';
import { Audit } from '../record-audit/audit.js';
import { type StoredToken, Tokens } from '../token-store/tokens.js';
import { judgeRefusal, type RefusedRefresh } from './judge-refusal.js';
import { RequestToken } from './request-token.js';

/** Within the claim: 400 ms, doubling, is 6 s. */
const STORE_ATTEMPTS = 5;
/** Failures in a row after which people are told. */
const WORTH_TELLING = 3;

/** One refresh under a claim: ask, store, and only then let anyone use what came. */
@Injectable()
export class RefreshToken {
  readonly #refreshes;

  constructor(
    private readonly dataSource: DataSource,
    private readonly connections: Connections,
    private readonly tokens: Tokens,
    private readonly requestToken: RequestToken,
    private readonly preflights: PreflightStore,
    private readonly audit: Audit,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.#refreshes = metrics.counter('auth_refreshes_total', 'Token requests to Salesforce, by outcome.', ['outcome']);
  }

  /** Ends the claim in any case. Afterwards the stored token is new, or its `retryAt` is set, or it is erased. */
  async refresh(connection: ConnectionRow, token: StoredToken, claim: string): Promise<void> {
    let set: TokenSet;
    try {
      set = await this.requestToken.next(connection, token);
      if (set.organizationId !== connection.orgId) throw new Error('Salesforce answered with a token of another org.');
    } catch (error) {
      await this.#refused(connection, token, claim, error);
      return;
    }
    const stored = await this.#store(connection, token, set);
    this.#refreshes.inc({ outcome: stored ? 'renewed' : 'overtaken' });
    this.log.info('token renewed', { connection: connection.id, generation: token.generation + 1, stored });
  }

  /** The former refresh token is dead from now on, so a database that hiccups must not lose the new one. */
  async #store(connection: ConnectionRow, token: StoredToken, set: TokenSet): Promise<boolean> {
    const report = token.failures === 0 ? null : await this.preflights.read(connection.id).catch(() => null);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inTransaction(this.dataSource, async (manager) => {
          if (!(await this.tokens.replace(manager, connection.id, token.generation, set))) return false;
          await this.connections.change(manager, connection.id, (row) =>
            whatDiffers(row, afterSuccess(row, set, token, report)),
          );
          return true;
        });
      } catch (error) {
        if (attempt === STORE_ATTEMPTS) throw error;
        this.log.error('a renewed token could not be stored yet', { connection: connection.id, attempt, error });
        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
      }
    }
  }

  async #refused(connection: ConnectionRow, token: StoredToken, claim: string, error: unknown): Promise<void> {
    const verdict = verdictOn(error, connection, token);
    this.#refreshes.inc({ outcome: verdict.kind });
    this.log.warn('token not renewed', { connection: connection.id, outcome: verdict.kind, error });
    await inTransaction(this.dataSource, async (manager) => {
      const pause = verdict.kind === 'reconnect' ? 0 : verdict.retryAfterMs;
      await this.tokens.giveUp(manager, connection.id, claim, pause);
      if (verdict.kind === 'reconnect') await this.#askForReconnect(manager, connection, token, verdict);
      else if (verdict.kind === 'blocked' || token.failures + 1 >= WORTH_TELLING) {
        const { reason, fix } = verdict;
        await this.connections.change(manager, connection.id, (row) =>
          whatDiffers(row, { health: 'degraded', healthReason: reason, healthFix: fix }),
        );
      }
    });
  }

  async #askForReconnect(
    manager: EntityManager,
    connection: ConnectionRow,
    token: StoredToken,
    { reason, fix }: { reason: string; fix: string },
  ): Promise<void> {
    // A reconnect that came in between has new tokens, and nothing is wrong with those.
    if (!(await this.tokens.eraseGeneration(manager, connection.id, token.generation))) return;
    await this.connections.change(manager, connection.id, (row) =>
      whatDiffers(row, { health: 'reconnect-needed', healthReason: reason, healthFix: fix }),
    );
    await this.audit.record(manager, {
      workspaceId: connection.workspaceId,
      connectionId: connection.id,
      actor: 'auth',
      action: 'reconnect-needed',
      detail: reason,
    });
  }
}

function verdictOn(error: unknown, connection: ConnectionRow, token: StoredToken): RefusedRefresh {
  const { failures, claimAbandoned } = token;
  if (error instanceof OAuthError) return judgeRefusal(error, { flow: connection.flow, failures, claimAbandoned });
  const reason = error instanceof Error ? error.message : 'The token request failed.';
  return { kind: 'blocked', reason, fix: 'Tell the operators of this integration.', retryAfterMs: 60_000 };
}

/** A renewed token ends what failed renewals had said; what the last preflight found holds again. */
function afterSuccess(
  row: ConnectionRow,
  set: TokenSet,
  token: StoredToken,
  report: PreflightReport | null,
): ConnectionChange {
  const moved = { instanceUrl: set.instanceUrl };
  if (token.failures === 0 || row.health !== 'degraded') return moved;
  return { ...moved, ...healthFrom(report?.checks ?? []) };
}
