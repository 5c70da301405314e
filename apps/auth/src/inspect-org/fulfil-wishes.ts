import { Logger } from '@ce/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Connections } from '../connection-store/connections.js';
import { type DueWish, PreflightWishes } from './preflight-wishes.js';
import { RunPreflight } from './run-preflight.js';

/** How often every replica asks for due wishes. Milliseconds. */
const EVERY = 2_000;
/** After a fault of ours. Milliseconds. */
const AFTER_FAULT = 60_000;

/** Runs the preflights that other services' work has made worth while. */
@Injectable()
export class FulfilWishes implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #busy = false;
  #stopping = false;

  constructor(
    private readonly wishes: PreflightWishes,
    private readonly connections: Connections,
    private readonly runPreflight: RunPreflight,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      if (!this.#busy) this.#round = this.#fulfilAll();
    }, EVERY);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    await this.#round;
  }

  async #fulfilAll(): Promise<void> {
    this.#busy = true;
    try {
      let wish = await this.wishes.takeDue();
      while (wish !== null && !this.#stopping) {
        await this.#fulfil(wish);
        wish = await this.wishes.takeDue();
      }
    } catch (error) {
      this.log.error('wished preflights could not be run', { error });
    } finally {
      this.#busy = false;
    }
  }

  async #fulfil(wish: DueWish): Promise<void> {
    const { connectionId: connection, reason } = wish;
    try {
      const found = await this.connections.find(connection);
      const answer = found === null ? null : await this.runPreflight.run(found);
      if (answer?.kind === 'impossible') return await this.wishes.postpone(wish, new Date(answer.retryAt));
      await this.wishes.fulfilled(wish);
      this.log.info('preflight run', { connection, reason, result: answer?.report.result });
    } catch (error) {
      this.log.error('wished preflight failed', { connection, reason, error });
      await this.wishes.postpone(wish, new Date(Date.now() + AFTER_FAULT));
    }
  }
}
