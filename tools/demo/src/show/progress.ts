import cliProgress from 'cli-progress';

export interface Bar {
  update(value: number, total: number): void;
}

const LINE_EVERY_MS = 5_000;

/** Bars on a terminal; elsewhere a line every few seconds. Standard error, so that the figures stay alone on standard output. */
export class Progress {
  readonly #bars = process.stderr.isTTY
    ? new cliProgress.MultiBar(
        { format: ' {name} {bar} {value}/{total}', hideCursor: true },
        cliProgress.Presets.shades_classic,
      )
    : undefined;
  readonly #values = new Map<string, string>();
  #lastLine = 0;

  step(text: string): void {
    if (this.#bars === undefined) process.stderr.write(`… ${text}\n`);
    else this.#bars.log(`… ${text}\n`);
  }

  bar(name: string): Bar {
    const bar = this.#bars?.create(1, 0, { name: name.padEnd(16) });
    return {
      update: (value, total) => {
        bar?.setTotal(Math.max(total, 1));
        bar?.update(value);
        this.#values.set(name, `${name} ${value}/${total}`);
        this.#line();
      },
    };
  }

  stop(): void {
    this.#bars?.stop();
  }

  #line(): void {
    if (this.#bars !== undefined || Date.now() - this.#lastLine < LINE_EVERY_MS) return;
    this.#lastLine = Date.now();
    process.stderr.write(`… ${[...this.#values.values()].join(', ')}\n`);
  }
}
