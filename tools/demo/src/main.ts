import { parseArgs } from 'node:util';
import { EVERY_WORKSPACE } from '@ce/service-kit';
import { busEnvironment } from '@ce/standalone';
import { runDemo } from './run-demo.js';
import { figuresAsText } from './show/print-figures.js';

const USAGE = `npm run demo -- [--json] [--keep] [--leads N] [--without-event-id]

Plays two campaigns in a simulated Salesforce org, with real PostgreSQL and the five real services.
With BUS=kafka on real Kafka too: the brokers of KAFKA_BROKERS, or one that is started here (needs Java 17).
LOG_LEVEL=info lets the services' logs say more; --keep names the folder where they are.
  --json              ends with the figures as one line of JSON
  --keep              leaves everything running and prints the URLs; Ctrl-C ends it
  --leads N           rows of the largest report (default 2400)
  --without-event-id  an org without the unique event-id field on activities
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      keep: { type: 'boolean' },
      help: { type: 'boolean' },
      leads: { type: 'string', default: '2400' },
      'without-event-id': { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return;
  }
  const webLeads = Number(values.leads);
  if (!Number.isInteger(webLeads) || webLeads < 400) throw new Error('--leads takes a whole number from 400 on.');

  const run = await runDemo({
    webLeads,
    others: 80,
    withEventId: values['without-event-id'] !== true,
    environment: { ...busEnvironment(process.env), ...logLevelOf(process.env) },
  });
  const { figures, specification, notDone, faults } = run.verdict;
  console.log(figuresAsText(figures, specification, notDone));
  for (const fault of faults.slice(0, 20)) console.error(`FAULT ${fault}`);
  if (faults.length > 20) console.error(`… and ${faults.length - 20} more`);
  process.exitCode = faults.length === 0 ? 0 : 1;

  if (values.keep === true) {
    console.log(`\nStill running, data in ${run.standalone.dataDir}:`);
    console.log(`  ${'Salesforce simulator'.padEnd(22)}${run.standalone.simulatorUrl}/simulator/journal`);
    for (const [name, url] of Object.entries(run.standalone.urls)) console.log(`  ${name.padEnd(22)}${url}/docs`);
    console.log(`  token of the workspace "demo": ${await run.standalone.token('demo', ['admin', 'publisher'])}`);
    const everybody = await run.standalone.token(EVERY_WORKSPACE, ['publisher', 'operator']);
    console.log(`  token of CE's own services and operators: ${everybody}`);
    console.log('Ctrl-C ends everything.');
  } else {
    await run.stop();
  }
  if (values.json === true) console.log(JSON.stringify(figures));
}

function logLevelOf({ LOG_LEVEL }: NodeJS.ProcessEnv): Record<string, string> {
  return LOG_LEVEL === undefined || LOG_LEVEL === '' ? {} : { LOG_LEVEL };
}

main().catch((error: unknown) => {
  console.error(
    error instanceof Error ? `${error.message}\n${error.cause instanceof Error ? error.cause.stack : ''}` : error,
  );
  process.exit(1);
});
