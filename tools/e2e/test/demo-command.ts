import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '@ce/standalone';

export interface DemoCommand {
  child: ChildProcess;
  /** Standard output so far. */
  output: () => string;
  /** Standard error so far. */
  complaints: () => string;
  /** Waits until standard output has this line. @throws Error with all that was said, when the command ends before */
  said: (line: RegExp) => Promise<void>;
  ended: Promise<number | null>;
}

/** `npm run demo -- …` of what is built. */
export function startDemoCommand(options: readonly string[], environment: Record<string, string> = {}): DemoCommand {
  const main = join(workspaceRoot, 'tools/demo/dist/main.js');
  const child = spawn(process.execPath, [main, ...options], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = (line: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (line.test(output)) resolve();
      };
      child.stdout.on('data', look);
      look();
      void ended.then(() => {
        reject(new Error(`The demo ended before it said ${String(line)}:\n${output}\n${complaints}`));
      });
    });
  return { child, output: () => output, complaints: () => complaints, said, ended };
}
