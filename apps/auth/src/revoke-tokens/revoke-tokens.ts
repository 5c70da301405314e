import { inTransaction } from '@ce/database';
import { SalesforceOAuth } from '@ce/salesforce';
import { Logger, SETTINGS } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '../record-audit/audit.js';
import type { AuthSettings } from '../settings.js';
import { type PendingRevocation, PendingRevocations, type TokenToRevoke } from './pending-revocations.js';

/** Added to the OAuth timeout. Milliseconds. */
const LEAVE_MARGIN = 2_000;

/**
 * Ends tokens at Salesforce that nobody here uses any more. What is planned in the transaction that makes a token
 * superfluous is done even when the process dies or Salesforce is away: upkeep repeats it until Salesforce has answered.
 */
@Injectable()
export class RevokeTokens {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pending: PendingRevocations,
    private readonly oauth: SalesforceOAuth,
    private readonly audit: Audit,
    private readonly log: Logger,
    @Inject(SETTINGS) private readonly settings: Pick<AuthSettings, 'OAUTH_TIMEOUT_MS'>,
  ) {}

  /** Inside the caller’s transaction; after its commit he calls `attempt` with the id. */
  plan(manager: EntityManager, due: TokenToRevoke): Promise<string> {
    return this.pending.plan(manager, due, this.settings.OAUTH_TIMEOUT_MS + LEAVE_MARGIN);
  }

  /** Never throws. False: Salesforce did not do it yet, and upkeep goes on with it. */
  async attempt(id: string): Promise<boolean> {
    return (await this.#attempt(id, { onlyIfDue: false })) !== 'later';
  }

  /** How many tokens ended. */
  async revokeDue(): Promise<number> {
    let ended = 0;
    for (const id of await this.pending.due()) {
      if ((await this.#attempt(id, { onlyIfDue: true })) === 'ended') ended += 1;
    }
    return ended;
  }

  /** Without a record, where nothing was stored or can be. Never throws. */
  async revokeUnstored(loginUrl: string, token: string): Promise<void> {
    try {
      await this.oauth.revoke(loginUrl, token);
    } catch (error) {
      this.log.warn('a token that is not needed could not be revoked; it ends with Salesforce’s idle limit', { error });
    }
  }

  /** Never throws, so that one that does not open keeps no other from its turn. `taken`: somebody else did or does it. */
  async #attempt(id: string, options: { onlyIfDue: boolean }): Promise<'ended' | 'later' | 'taken'> {
    try {
      const revocation = await this.pending.take(id, options);
      if (revocation === null) return 'taken';
      return (await this.#revoke(revocation)) ? 'ended' : 'later';
    } catch (error) {
      this.log.error('a revocation could not be attempted; it is done later', { id, error });
      return 'later';
    }
  }

  async #revoke(revocation: PendingRevocation): Promise<boolean> {
    const { id, attempts, outlived } = revocation;
    try {
      await this.oauth.revoke(revocation.loginUrl, revocation.token);
    } catch (error) {
      this.log.warn('Salesforce did not revoke a token; it is tried again', { id, attempts, error });
      if (outlived)
        await this.#end(revocation, 'A token could not be revoked for 30 days and has ended by its idle limit.');
      else if (attempts === 1) await this.#note(revocation);
      return outlived;
    }
    await this.#end(revocation, attempts === 1 ? null : `Salesforce revoked a token at attempt ${attempts}.`);
    return true;
  }

  async #note(revocation: PendingRevocation): Promise<void> {
    await inTransaction(this.dataSource, (manager) =>
      this.#record(manager, revocation, 'Salesforce did not answer the revocation of a token; it is tried again.'),
    );
  }

  async #end(revocation: PendingRevocation, detail: string | null): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      await this.pending.remove(manager, revocation.id);
      if (detail !== null) await this.#record(manager, revocation, detail);
    });
  }

  async #record(manager: EntityManager, { workspaceId, connectionId }: TokenToRevoke, detail: string): Promise<void> {
    const action = 'revocation-delayed';
    await this.audit.record(manager, { workspaceId, connectionId, actor: 'auth', action, detail });
  }
}
