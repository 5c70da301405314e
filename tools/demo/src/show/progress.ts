import cliProgress from 'cli-progress';

export interface Bar {
  update(value: number, total: number): void;
}

const LINE_EVERY_MS = 5_000;

/** Bars on a terminal; elsewhere a line every few seconds. Standard error, so that the figures stay alone on standard output. */
export class Progress {
  readonly #bars: cliProgress.MultiBar | undefined;
  readonly #values = new Map<string, string>();
  #lastLine = 0;

  constructor(private readonly stream: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr) {
    if (stream.isTTY !== true) return;
    this.#bars = new cliProgress.MultiBar(
      { format: ' {name} {bar} {value}/{total}', hideCursor: true, stream },
      cliProgress.Presets.shades_classic,
    );
  }

  step(text: string): void {
    if (this.#bars === undefined) this.stream.write(`… ${text}\n`);
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
    this.stream.write(`… ${[...this.#values.values()].join(', ')}\n`);
  }
}
