import { spawn } from 'node:child_process';

/** Runs a shell command with its output shown, under a heading with its duration; true when it ended well. */
export async function runStep(name: string, command: string): Promise<boolean> {
  console.log(`\n=== ${name}: ${command}`);
  const started = Date.now();
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(command, { shell: true, stdio: 'inherit', env: { ...process.env, NX_TUI: 'false' } });
    child.once('error', () => {
      resolve(1);
    });
    child.once('exit', resolve);
  });
  console.log(`=== ${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s`);
  return code === 0;
}
