import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import type { OrgDescriptionInput } from './org/org-description.js';
import { startSimulator } from './start-simulator.js';

const usage = 'Usage: node dist/main.js --org org.json [--port 4000] [--host 127.0.0.1] [--state state.jsonl]';

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      org: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      state: { type: 'string' },
    },
  });
  if (values.org === undefined) throw new Error(`The description of the org is missing. ${usage}`);
  const simulator = await startSimulator({
    description: JSON.parse(readFileSync(values.org, 'utf8')) as OrgDescriptionInput,
    ...(values.port !== undefined && { port: Number(values.port) }),
    ...(values.host !== undefined && { host: values.host }),
    ...(values.state !== undefined && { stateFile: values.state }),
  });
  console.log(`Salesforce simulator listening at ${simulator.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void simulator.stop());
  // A simulator that a launcher started ends with it, however the launcher went.
  process.once('disconnect', () => void simulator.stop());
  // It may have gone while the simulator was starting; `connected` is undefined where there was no launcher.
  if ((process.connected as boolean | undefined) === false) void simulator.stop();
}

run().catch((error: unknown) => {
  console.error(wordsOf(error));
  process.exitCode = 1;
});

function wordsOf(error: unknown): string {
  if (error instanceof ZodError) {
    const problems = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    return `The description of the org has mistakes; mend these keys of the file:\n${problems.join('\n')}`;
  }
  return error instanceof Error ? error.message : String(error);
}
