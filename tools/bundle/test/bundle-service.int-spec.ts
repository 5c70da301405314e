import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serviceNames, workspaceRoot } from '@ce/standalone';
import { describe, expect, it } from 'vitest';

const execute = promisify(execFile);

/** For a Node that writes each file which it loads from node_modules to stderr; at once, since its end waits for no thread. */
const telling = `import { register } from 'node:module';
  register(${JSON.stringify(
    asUrl(`import { writeSync } from 'node:fs';
    export const load = (url, context, next) => {
      const file = url.split('/node_modules/').at(-1);
      if (file !== url) writeSync(2, 'LOADED ' + file + '\\n');
      return next(url, context);
    };`),
  )});`;

function asUrl(module: string): string {
  return `data:text/javascript,${encodeURIComponent(module)}`;
}

/** A program without any setting ends at once and says so; by then it has loaded all that it starts with. */
async function run(program: string): Promise<{ stdout: string; stderr: string }> {
  const env = { PATH: process.env['PATH'] };
  const ended = execute(process.execPath, ['--import', asUrl(telling), program], { env });
  return ended.catch((error: unknown) => error as { stdout: string; stderr: string });
}

describe.each(serviceNames)('the programs of %s', (service) => {
  it.each(['main.js', 'migrate.js'])('%s brings its packages with it', async (program) => {
    const { stdout, stderr } = await run(join(workspaceRoot, 'apps', service, 'dist', program));
    expect(stdout).toContain('DATABASE_URL: is not set');
    const packages = [...stderr.matchAll(/^LOADED ((?:@[^/]+\/)?[^/]+)/gm)].map(([, name]) => name);
    expect(packages).toContain('pino');
    expect([...new Set(packages)].filter((name) => name !== 'pino' && name !== 'reflect-metadata')).toEqual([]);
  });

  it('keep to lines that a person can look at', async () => {
    const lines = (await readFile(join(workspaceRoot, 'apps', service, 'dist/main.js'), 'utf8')).split('\n');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => line.length > 20_000)).toEqual([]);
  });
});
