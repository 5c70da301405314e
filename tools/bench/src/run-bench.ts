import { stopOnSignal } from '@ce/standalone';
import type { BenchStage } from './bench-stage.js';
import { readOptions } from './read-options.js';

export interface Bench<Name extends string, Summary extends { faults: readonly string[] }> {
  words: readonly string[];
  usage: string;
  usual: Record<Name, number>;
  quickly: Record<Name, number>;
  stage: BenchStage;
  run: (numbers: Record<Name, number>, quick: boolean, step: (line: string) => void) => Promise<Summary>;
  asText: (summary: Summary) => string;
}

/** A bench from its command line to its last line, which is JSON where that is asked for. Whatever it started is ended. */
export async function runBench<Name extends string, Summary extends { faults: readonly string[] }>(
  bench: Bench<Name, Summary>,
): Promise<void> {
  const options = readOptions(bench.words, bench.usual, bench.quickly);
  if (options.kind === 'help') {
    process.stdout.write(bench.usage);
    return;
  }
  if (options.kind === 'refused') throw new Error(`${options.reason}\n\n${bench.usage}`);
  stopOnSignal(() => bench.stage.stop());
  try {
    const summary = await bench.run(options.numbers, options.quick, (line) => console.error(`… ${line}`));
    console.log(bench.asText(summary));
    process.exitCode = summary.faults.length === 0 ? 0 : 1;
    if (options.json) console.log(JSON.stringify(summary));
  } finally {
    await bench.stage.stop();
  }
}
