import { stopOnSignal } from '@ce/standalone';
import { readArguments, USAGE } from './read-arguments.js';
import { summaryAsText } from './throughput/print-summary.js';
import { runThroughput } from './throughput/run-throughput.js';
import { Stage } from './throughput/stage.js';

async function main(): Promise<void> {
  const command = readArguments(process.argv.slice(2));
  if (command.kind === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  if (command.kind === 'refused') throw new Error(`${command.reason}\n\n${USAGE}`);
  const { options } = command;
  const stage = new Stage();
  stopOnSignal(() => stage.stop());
  try {
    const summary = await runThroughput(stage, options, (line) => console.error(`… ${line}`));
    console.log(summaryAsText(summary));
    process.exitCode = summary.faults.length === 0 ? 0 : 1;
    if (options.json) console.log(JSON.stringify(summary));
  } finally {
    await stage.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Error && error.cause !== undefined) console.error(error.cause);
  process.exit(1);
});
