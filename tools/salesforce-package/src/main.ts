import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { runCommand } from './run-command/run-command.js';

process.exitCode = await runCommand(process.argv.slice(2), {
  environment: process.env,
  readInput: () => text(process.stdin),
  print: (line) => console.log(line),
  wait: () => setTimeout(2_000),
});
