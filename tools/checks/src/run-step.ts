import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** Runs a shell command with its output shown, under a heading with its duration; true when it ended well. */
export async function runStep(
  name: string,
  command: string,
  environment: Record<string, string> = {},
): Promise<boolean> {
  console.log(`\n=== ${name}: ${command}`);
  const { ok, seconds } = await run(command, environment);
  console.log(`=== ${name}: ${ok ? 'ok' : 'FAILED'} in ${seconds} s`);
  return ok;
}

/** The same beside other steps, which it gives way to; what it prints is shown in one piece when it has ended. */
export async function runStepBeside(name: string, command: string): Promise<boolean> {
  let output = '';
  const { ok, seconds } = await run(command, {}, (text) => (output += text));
  console.log(`\n=== ${name}: ${command}\n${output}=== ${name}: ${ok ? 'ok' : 'FAILED'} in ${seconds} s`);
  return ok;
}

async function run(
  command: string,
  environment: Record<string, string>,
  hear?: (text: string) => void,
): Promise<{ ok: boolean; seconds: number }> {
  const started = Date.now();
  const code = await new Promise<number | null>((resolve) => {
    const stdio = hear === undefined ? 'inherit' : 'pipe';
    const child = spawn(command, { shell: true, stdio, env: { ...process.env, ...environment, NX_TUI: 'false' } });
    if (hear !== undefined && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => hear?.(text));
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  return { ok: code === 0, seconds: Math.round((Date.now() - started) / 1000) };
}
