import { spawn } from 'node:child_process';

/** Runs a built file to its end; throws with its last words when it fails. */
export async function runToEnd(file: string, environment: Record<string, string>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [file], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A migration ends as a whole, also when Ctrl-C asks the launcher to stop.
      detached: true,
    });
    let output = '';
    let words = '';
    child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (words += text.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error((words === '' ? output : words).trim()));
    });
  });
}
