import { operateBus } from './operate-bus.js';

try {
  const answer = await operateBus(process.argv.slice(2), process.env);
  if (answer.kind === 'done') {
    for (const line of answer.lines) console.log(line);
  } else {
    console.error(answer.problem);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
