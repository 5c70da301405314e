import { stopOnSignal } from '@ce/standalone';
import { MONTH_USAGE, monthCommand } from './month/month-command.js';
import { readArguments, USAGE } from './read-arguments.js';
import { REPORT_USAGE, reportCommand } from './report/report-command.js';
import { summaryAsText } from './throughput/print-summary.js';
import { runThroughput } from './throughput/run-throughput.js';
import { Stage } from './throughput/stage.js';

async function main(): Promise<void> {
  const [name, ...words] = process.argv.slice(2);
  if (name === 'month') return monthCommand(words);
  if (name === 'report') return reportCommand(words);
  const command = readArguments(process.argv.slice(2));
  if (command.kind === 'help') {
    process.stdout.write([USAGE, MONTH_USAGE, REPORT_USAGE].join('\n'));
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
