import { randomUUID } from 'node:crypto';
import type { TokenSet } from '@ce/salesforce';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type SecretName, TokenSecrets } from './token-secrets.js';

/** A customer's own app, where the connection does not use the service's. */
export interface OwnClient {
  clientId: string;
  clientSecret: string;
}

export interface StoredToken {
  /** Counts up with every new access token, over reconnects too. */
  generation: number;
  /** Null after a disconnect. */
  accessToken: string | null;
  refreshToken: string | null;
  ownClient: OwnClient | null;
  /** Somebody refreshes it now; until then his claim holds. */
  claimedUntil: Date | null;
  /** The last claim ran out unsettled: its process may have spent the refresh token. */
  claimAbandoned: boolean;
  failures: number;
  /** After a failed refresh: not before. */
  retryAt: Date | null;
  /** What the last refresh failed with, until one succeeds. */
  refusal: Refusal | null;
  /** How often in a row this connection's tokens were renewed within a minute of being new. */
  quickRenewals: number;
}

export interface Refusal {
  reason: string;
  fix: string;
}

/** What a connection held, for whoever has to revoke it. */
export type FormerTokens = Pick<StoredToken, 'accessToken' | 'refreshToken'>;

interface TokenRow {
  generation: number;
  sealed_access_token: string | null;
  sealed_refresh_token: string | null;
  own_client_id: string | null;
  sealed_client_secret: string | null;
  claimed_until: Date | null;
  claim_abandoned: boolean;
  failures: number;
  retry_at: Date | null;
  refusal_reason: string | null;
  refusal_fix: string | null;
  quick_renewals: number;
}

/** Seconds within which a refused token counts as refused while new. */
const NEW_SECONDS = 60;

/** The sealed tokens and the claim on refreshing them. */
@Injectable()
export class Tokens {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: TokenSecrets,
  ) {}

  /** Tokens of a fresh consent or grant; whoever refreshes the former ones, which it returns, has lost. */
  async store(
    manager: EntityManager,
    connectionId: string,
    set: TokenSet,
    own: OwnClient | null,
  ): Promise<FormerTokens> {
    const former = await this.#lock(manager, connectionId);
    await manager.query(
      `insert into token (connection_id, generation, sealed_access_token, sealed_refresh_token, own_client_id,
         sealed_client_secret, refreshed_at)
       values ($1, 1, $2, $3, $4, $5, now())
       on conflict (connection_id) do update set generation = token.generation + 1,
         sealed_access_token = excluded.sealed_access_token, sealed_refresh_token = excluded.sealed_refresh_token,
         own_client_id = excluded.own_client_id, sealed_client_secret = excluded.sealed_client_secret,
         refreshed_at = now(), ${SETTLED}`,
      [
        connectionId,
        this.secrets.seal(connectionId, 'access', set.accessToken),
        set.refreshToken === null ? null : this.secrets.seal(connectionId, 'refresh', set.refreshToken),
        own?.clientId ?? null,
        own === null ? null : this.secrets.seal(connectionId, 'client', own.clientSecret),
      ],
    );
    return former;
  }

  async read(connectionId: string): Promise<StoredToken | null> {
    const [row] = await this.dataSource.query<TokenRow[]>(
      `select generation, sealed_access_token, sealed_refresh_token, own_client_id, sealed_client_secret, failures,
         case when claimed_until > now() then claimed_until end as claimed_until,
         coalesce(claimed_until <= now(), false) as claim_abandoned,
         case when retry_at > now() then retry_at end as retry_at, refusal_reason, refusal_fix,
         case when ${IS_NEW} then quick_renewals else 0 end as quick_renewals
       from token where connection_id = $1`,
      [connectionId],
    );
    if (row === undefined) return null;
    const open = (name: SecretName, sealed: string | null) => this.#open(connectionId, name, sealed);
    const clientSecret = open('client', row.sealed_client_secret);
    return {
      generation: row.generation,
      accessToken: open('access', row.sealed_access_token),
      refreshToken: open('refresh', row.sealed_refresh_token),
      ownClient:
        row.own_client_id === null || clientSecret === null ? null : { clientId: row.own_client_id, clientSecret },
      claimedUntil: row.claimed_until,
      claimAbandoned: row.claim_abandoned,
      failures: row.failures,
      retryAt: row.retry_at,
      refusal:
        row.refusal_reason === null || row.refusal_fix === null
          ? null
          : { reason: row.refusal_reason, fix: row.refusal_fix },
      quickRenewals: row.quick_renewals,
    };
  }

  /** The sole right to refresh this generation, for `milliseconds`. Null: somebody else has it, or it is not due. */
  async claim(connectionId: string, generation: number, milliseconds: number): Promise<string | null> {
    const owner = randomUUID();
    const [, claimed] = await this.dataSource.query<[unknown, number]>(
      `update token set claim_owner = $3, claimed_until = now() + $4 * interval '1 millisecond',
         quick_renewals = case when ${IS_NEW} then quick_renewals + 1 else 0 end
       where connection_id = $1 and generation = $2 and sealed_access_token is not null
         and (claimed_until is null or claimed_until <= now()) and (retry_at is null or retry_at <= now())`,
      [connectionId, generation, owner, milliseconds],
    );
    return claimed === 1 ? owner : null;
  }

  /**
   * Stores what a refresh gave. Asks for the generation and not for the claim: the answer to a refresh is the newest token
   * there is, even when its owner was too slow. False: a reconnect or a disconnect came first.
   */
  async replace(manager: EntityManager, connectionId: string, generation: number, set: TokenSet): Promise<boolean> {
    const [, replaced] = await manager.query<[unknown, number]>(
      `update token set generation = generation + 1, sealed_access_token = $3,
         sealed_refresh_token = coalesce($4, sealed_refresh_token), refreshed_at = now(), ${SETTLED}
       where connection_id = $1 and generation = $2 and sealed_access_token is not null`,
      [
        connectionId,
        generation,
        this.secrets.seal(connectionId, 'access', set.accessToken),
        set.refreshToken === null ? null : this.secrets.seal(connectionId, 'refresh', set.refreshToken),
      ],
    );
    return replaced === 1;
  }

  /** The refresh failed; the claim ends and nobody tries again before `retryAfterMs`. */
  async giveUp(
    manager: EntityManager,
    connectionId: string,
    owner: string,
    { reason, fix, retryAfterMs }: Refusal & { retryAfterMs: number },
  ): Promise<void> {
    await manager.query(`${PAUSE} where connection_id = $1 and claim_owner = $5`, [
      connectionId,
      retryAfterMs,
      reason,
      fix,
      owner,
    ]);
  }

  /** Nobody may renew this generation for `retryAfterMs`. False: somebody does at this moment, or did. */
  async pause(
    manager: EntityManager,
    connectionId: string,
    generation: number,
    { reason, fix, retryAfterMs }: Refusal & { retryAfterMs: number },
  ): Promise<boolean> {
    const [, paused] = await manager.query<[unknown, number]>(
      `${PAUSE} where connection_id = $1 and generation = $5 and (retry_at is null or retry_at <= now())
         and (claimed_until is null or claimed_until <= now())`,
      [connectionId, retryAfterMs, reason, fix, generation],
    );
    return paused === 1;
  }

  /** Returns what there was at this very moment, so that no newer token outlives its revocation. */
  async erase(manager: EntityManager, connectionId: string): Promise<FormerTokens> {
    const former = await this.#lock(manager, connectionId);
    await manager.query(`${ERASE} where connection_id = $1`, [connectionId]);
    return former;
  }

  /** Erases tokens that Salesforce has ended; false when there are newer ones already. */
  async eraseGeneration(manager: EntityManager, connectionId: string, generation: number): Promise<boolean> {
    const [, erased] = await manager.query<[unknown, number]>(`${ERASE} where connection_id = $1 and generation = $2`, [
      connectionId,
      generation,
    ]);
    return erased === 1;
  }

  async #lock(manager: EntityManager, connectionId: string): Promise<FormerTokens> {
    const [row] = await manager.query<Pick<TokenRow, 'sealed_access_token' | 'sealed_refresh_token'>[]>(
      'select sealed_access_token, sealed_refresh_token from token where connection_id = $1 for update',
      [connectionId],
    );
    return {
      accessToken: this.#open(connectionId, 'access', row?.sealed_access_token ?? null),
      refreshToken: this.#open(connectionId, 'refresh', row?.sealed_refresh_token ?? null),
    };
  }

  #open(connectionId: string, name: SecretName, sealed: string | null): string | null {
    return sealed === null ? null : this.secrets.open(connectionId, name, sealed);
  }
}

const IS_NEW = `refreshed_at > now() - interval '${NEW_SECONDS} seconds'`;
const SETTLED = `claim_owner = null, claimed_until = null, failures = 0, retry_at = null, refusal_reason = null,
  refusal_fix = null`;
const PAUSE = `update token set claim_owner = null, claimed_until = null, failures = failures + 1,
  retry_at = now() + $2 * interval '1 millisecond', refusal_reason = $3, refusal_fix = $4`;
const ERASE = `update token set generation = generation + 1, sealed_access_token = null, sealed_refresh_token = null,
  own_client_id = null, sealed_client_secret = null, ${SETTLED}`;
