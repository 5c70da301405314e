import { SETTINGS } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { Connections } from '../connection-store/connections.js';
import type { ConnectionRow } from '../connection-store/connection.entity.js';
import type { AuthSettings } from '../settings.js';
import { Tokens } from '../token-store/tokens.js';
import { decideRefresh } from './decide-refresh.js';
import { RefreshToken } from './refresh-token.js';

export type TokenAnswer =
  | { kind: 'ready'; accessToken: string; generation: number; instanceUrl: string }
  | { kind: 'unavailable'; reason: string; fix: string; retryAt: Date };

/** Added to the OAuth timeout, so that a claim never runs out under a refresh that may still be answered. Milliseconds. */
const CLAIM_MARGIN = 7_000;
/** Below the ten seconds that callers give one lease request. Milliseconds. */
const LONGEST_WAIT = 8_000;
const POLL = 60;

/**
 * Gives a usable access token. Over all processes one caller refreshes and the others wait for what he stores (design §6,
 * rule 7); no transaction is open while Salesforce is asked.
 */
@Injectable()
export class FreshTokens {
  constructor(
    private readonly connections: Connections,
    private readonly tokens: Tokens,
    private readonly refreshToken: RefreshToken,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  /** `refused`: generation of a token that Salesforce has just refused. */
  async tokenFor(connection: ConnectionRow, refused?: number): Promise<TokenAnswer> {
    const deadline = Date.now() + LONGEST_WAIT;
    for (;;) {
      const token = await this.tokens.read(connection.id);
      if (token === null) return this.#refused(connection, inTenMinutes());
      const step = decideRefresh(token, refused);
      switch (step.kind) {
        case 'erased':
          return this.#refused(connection, inTenMinutes());
        case 'ready':
          return {
            kind: 'ready',
            accessToken: step.accessToken,
            generation: token.generation,
            // A refresh may have moved the org to another instance since the caller read the connection.
            instanceUrl: refused === undefined ? connection.instanceUrl : await this.#instanceUrl(connection),
          };
        case 'backing-off':
          return token.refusal === null
            ? this.#refused(connection, step.until)
            : { kind: 'unavailable', ...token.refusal, retryAt: step.until };
        case 'useless':
          await this.refreshToken.stopRenewing(connection, token);
          break;
        case 'refresh': {
          const claimMs = this.settings.OAUTH_TIMEOUT_MS + CLAIM_MARGIN;
          const claim = await this.tokens.claim(connection.id, token.generation, claimMs);
          if (claim !== null) await this.refreshToken.refresh(connection, token, claim);
          break;
        }
        case 'wait':
          if (Date.now() > deadline) return stillRenewing();
          await pause(POLL + Math.random() * POLL);
      }
    }
  }

  async #instanceUrl(connection: ConnectionRow): Promise<string> {
    return (await this.connections.find(connection.id))?.instanceUrl ?? connection.instanceUrl;
  }

  async #refused(connection: ConnectionRow, until: Date): Promise<TokenAnswer> {
    const now = await this.connections.find(connection.id);
    return {
      kind: 'unavailable',
      reason: now?.healthReason ?? 'Salesforce did not renew the access token.',
      fix: now?.healthFix ?? 'Nothing to do: it is tried again by itself.',
      retryAt: until,
    };
  }
}

function inTenMinutes(): Date {
  return new Date(Date.now() + 600_000);
}

function stillRenewing(): TokenAnswer {
  return {
    kind: 'unavailable',
    reason: 'The access token is being renewed.',
    fix: 'Nothing to do: it is tried again by itself.',
    retryAt: new Date(Date.now() + 1_000),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
