import { Logger, SETTINGS } from '@ce/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AuthorizationRequests } from '../connect-org/authorization-requests.js';
import { CallLedger } from '../lease-calls/call-ledger.js';
import { KeepAlive } from '../refresh-token/keep-alive.js';
import { RevokeTokens } from '../revoke-tokens/revoke-tokens.js';
import { ProveKeys } from '../seal-secrets/prove-keys.js';
import { ResealSecrets } from '../seal-secrets/reseal-secrets.js';
import type { AuthSettings } from '../settings.js';

/** What has to be done now and then, in every replica: each part is harmless when done twice. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor(
    private readonly proveKeys: ProveKeys,
    private readonly resealSecrets: ResealSecrets,
    private readonly revokeTokens: RevokeTokens,
    private readonly keepAlive: KeepAlive,
    private readonly requests: AuthorizationRequests,
    private readonly ledger: CallLedger,
    private readonly log: Logger,
    @Inject(SETTINGS) private readonly settings: AuthSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.proveKeys.prove();
    this.#round = this.round();
    this.#timer = setInterval(() => {
      this.#round = this.#round.then(() => this.round());
    }, this.settings.UPKEEP_SECONDS * 1_000);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  async round(): Promise<void> {
    await this.#part('reseal', () => this.resealSecrets.reseal());
    await this.#part('revoke', () => this.revokeTokens.revokeDue());
    await this.#part('keep-alive', () => this.keepAlive.refreshIdle());
    await this.#part('remove-old', async () => {
      await this.requests.removeExpired();
      await this.ledger.removeOld();
      return 0;
    });
  }

  /** One part that fails, say because the database is away, keeps no other from its turn. */
  async #part(name: string, work: () => Promise<number>): Promise<void> {
    try {
      const touched = await work();
      if (touched > 0) this.log.info('upkeep', { part: name, done: touched });
    } catch (error) {
      this.log.error('upkeep failed', { part: name, error });
    }
  }
}
