import { inTransaction } from '@ce/database';
import { OAuthError, type TokenSet } from '@ce/salesforce';
import { Logger, Metrics } from '@ce/service-kit';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ConnectionRow } from '../connection-store/connection.entity.js';
import { type ConnectionChange, Connections } from '../connection-store/connections.js';
import { healthFrom, whatDiffers } from '../inspect-org/conclude-look.js';
import { type PreflightReport, PreflightStore } from '../inspect-org/preflight-store.js';
import { Audit, type AuditAction } from '../record-audit/audit.js';
import { RevokeTokens } from '../revoke-tokens/revoke-tokens.js';
import { type Refusal, type StoredToken, Tokens } from '../token-store/tokens.js';
import { judgeRefusal, type RefusedRefresh } from './judge-refusal.js';
import { RequestToken } from './request-token.js';

/** Within the claim: 400 ms, doubling, is 6 s. */
const STORE_ATTEMPTS = 5;
/** Failures in a row after which people are told. */
const WORTH_TELLING = 3;

const useless = {
  reason: 'Salesforce refuses even access tokens that it has just given.',
  fix: 'Check the session settings and login IP ranges of the connected user and of the app in Salesforce.',
  retryAfterMs: 5 * 60_000,
};

/** One refresh under a claim: ask, store, and only then let anyone use what came. */
@Injectable()
export class RefreshToken implements BeforeApplicationShutdown {
  readonly #refreshes;
  readonly #inHand = new Set<Promise<void>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly connections: Connections,
    private readonly tokens: Tokens,
    private readonly requestToken: RequestToken,
    private readonly revokeTokens: RevokeTokens,
    private readonly preflights: PreflightStore,
    private readonly audit: Audit,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.#refreshes = metrics.counter('auth_refreshes_total', 'Token requests to Salesforce, by outcome.', ['outcome']);
  }

  /** Also when the caller has gone: an answer of Salesforce that is not stored costs the connection. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.#inHand);
  }

  /** Ends the claim in any case. Afterwards the stored token is new, or its `retryAt` is set, or it is erased. */
  async refresh(connection: ConnectionRow, token: StoredToken, claim: string): Promise<void> {
    const work = this.#refresh(connection, token, claim);
    this.#inHand.add(work);
    try {
      await work;
    } finally {
      this.#inHand.delete(work);
    }
  }

  /** Pauses a connection whose new tokens are refused again and again, instead of renewing for ever. */
  async stopRenewing(connection: ConnectionRow, token: StoredToken): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      if (!(await this.tokens.pause(manager, connection.id, token.generation, useless))) return;
      await this.#degrade(manager, connection, useless);
      await this.#noteRefusal(manager, connection, token, useless);
    });
  }

  async #refresh(connection: ConnectionRow, token: StoredToken, claim: string): Promise<void> {
    let set: TokenSet;
    try {
      set = await this.requestToken.next(connection, token);
      if (set.organizationId !== connection.orgId) throw new Error('Salesforce answered with a token of another org.');
    } catch (error) {
      await this.#refused(connection, token, claim, error);
      return;
    }
    const stored = await this.#store(connection, token, set);
    if (!stored) await this.#giveBack(connection, set);
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
          if (token.refusal !== null) {
            await this.#record(manager, connection, 'refresh-recovered', 'The access token could be renewed again.');
          }
          return true;
        });
      } catch (error) {
        if (attempt === STORE_ATTEMPTS) throw error;
        this.log.error('a renewed token could not be stored yet', { connection: connection.id, attempt, error });
        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
      }
    }
  }

  /** A reconnect or a disconnect came first; what Salesforce gave here would live on unseen. */
  async #giveBack({ id, workspaceId, loginUrl }: ConnectionRow, set: TokenSet): Promise<void> {
    const due = { connectionId: id, workspaceId, loginUrl, token: set.refreshToken ?? set.accessToken };
    await this.revokeTokens.attempt(
      await inTransaction(this.dataSource, (manager) => this.revokeTokens.plan(manager, due)),
    );
  }

  async #refused(connection: ConnectionRow, token: StoredToken, claim: string, error: unknown): Promise<void> {
    const { id, orgId, userId } = connection;
    const approvals = (await this.connections.approvalsOf(orgId, userId, id)) + 1;
    const verdict = verdictOn(error, connection, token, approvals);
    this.#refreshes.inc({ outcome: verdict.kind });
    this.log.warn('token not renewed', { connection: id, outcome: verdict.kind, error });
    await inTransaction(this.dataSource, async (manager) => {
      const retryAfterMs = verdict.kind === 'reconnect' ? 0 : verdict.retryAfterMs;
      await this.tokens.giveUp(manager, id, claim, { ...verdict, retryAfterMs });
      if (verdict.kind === 'reconnect') {
        await this.#askForReconnect(manager, connection, token, verdict);
        return;
      }
      if (verdict.kind === 'blocked' || token.failures + 1 >= WORTH_TELLING) {
        await this.#degrade(manager, connection, verdict);
      }
      await this.#noteRefusal(manager, connection, token, verdict);
    });
  }

  async #degrade(manager: EntityManager, { id }: ConnectionRow, { reason, fix }: Refusal): Promise<void> {
    await this.connections.change(manager, id, (row) =>
      row.health === 'disconnected'
        ? null
        : whatDiffers(row, { health: 'degraded', healthReason: reason, healthFix: fix }),
    );
  }

  /** Once per kind of failure: an outage of Salesforce is one entry and not one for every attempt. */
  async #noteRefusal(manager: EntityManager, connection: ConnectionRow, token: StoredToken, { reason }: Refusal) {
    if (token.refusal?.reason !== reason) await this.#record(manager, connection, 'refresh-failed', reason);
  }

  async #record(manager: EntityManager, connection: ConnectionRow, action: AuditAction, detail: string): Promise<void> {
    const { id: connectionId, workspaceId } = connection;
    await this.audit.record(manager, { workspaceId, connectionId, actor: 'auth', action, detail });
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
    await this.#record(manager, connection, 'reconnect-needed', reason);
  }
}

function verdictOn(
  error: unknown,
  { flow }: ConnectionRow,
  { failures, claimAbandoned }: StoredToken,
  approvals: number,
): RefusedRefresh {
  if (error instanceof OAuthError) return judgeRefusal(error, { flow, failures, claimAbandoned, approvals });
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
