import type { Logger } from './logging/logger.js';

/** Ends the process in order when it is told to: by a signal, or by a launcher that is gone. */
export class EndOnSignal {
  /** Not there before the application is; what ends before that has nothing in hand. */
  log: Logger | undefined;
  #begun = false;

  constructor(
    private readonly graceSeconds: number,
    private readonly stop: () => Promise<void>,
  ) {
    process.on('SIGTERM', () => this.#end('SIGTERM'));
    process.on('SIGINT', () => this.#end('SIGINT'));
    // A service started by a launcher stops when the launcher is gone, however it went.
    process.on('disconnect', () => this.#end('disconnect'));
    // It may have gone while this service was starting; `connected` is undefined where there was no launcher.
    if ((process.connected as boolean | undefined) === false) this.#end('disconnect');
  }

  get begun(): boolean {
    return this.#begun;
  }

  #end(cause: string): void {
    if (this.#begun) return;
    this.#begun = true;
    this.log?.info('stopping', { cause });
    setTimeout(() => {
      this.log?.error('not drained within the grace period; what is in hand will be taken over after a restart');
      process.exit(1);
    }, this.graceSeconds * 1000).unref();
    this.stop().then(
      () => {
        this.log?.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        this.log?.error('stopping failed', { error });
        process.exit(1);
      },
    );
  }
}
