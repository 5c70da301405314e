import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serviceNames, workspaceRoot } from '@ce/standalone';
import { describe, expect, it } from 'vitest';

const execute = promisify(execFile);

/** For a Node that names on stderr, at its end, all packages that it has loaded from node_modules by `require`. */
const telling = asUrl(`import { writeSync } from 'node:fs';
  import { createRequire } from 'node:module';
  const { cache } = createRequire('/');
  process.on('exit', () => writeSync(2, Object.keys(cache).map((file) => 'LOADED ' + file + '\\n').join('')));`);

function asUrl(module: string): string {
  return `data:text/javascript,${encodeURIComponent(module)}`;
}

/** `@nestjs/core` of `…/node_modules/@nestjs/core/index.js`. */
function packageOf(file: string): string[] {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(file.split('/node_modules/').at(-1) ?? '')?.[0];
  return file.includes('/node_modules/') && name !== undefined ? [name] : [];
}

/** These programs end soon: one for want of settings, the other for want of a database, when it has loaded all it needs. */
async function run(service: string, program: string): Promise<{ output: string; loaded: Set<string> }> {
  const file = join(workspaceRoot, 'apps', service, 'dist', program);
  const env = { PATH: process.env['PATH'], ...(program === 'migrate.js' ? { DATABASE_URL: nowhere } : {}) };
  const ended = execute(process.execPath, ['--import', telling, file], { env });
  const { stdout, stderr } = await ended.catch((error: unknown) => error as { stdout: string; stderr: string });
  const files = [...stderr.matchAll(/^LOADED (.+)$/gm)].map(([, loaded]) => loaded ?? '');
  return { output: stdout, loaded: new Set(files.flatMap(packageOf)) };
}

const nowhere = 'postgresql://ann:secret@127.0.0.1:1/ce';

async function bundledPackages(service: string): Promise<Set<string>> {
  const dist = join(workspaceRoot, 'apps', service, 'dist');
  const maps = (await readdir(join(dist, 'bundle'))).filter((name) => name.endsWith('.map'));
  const files = [
    join(dist, 'main.js.map'),
    join(dist, 'migrate.js.map'),
    ...maps.map((map) => join(dist, 'bundle', map)),
  ];
  const read = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as { sources: string[] }),
  );
  return new Set(read.flatMap(({ sources }) => sources).flatMap(packageOf));
}

describe.each(serviceNames)('the programs of %s', (service) => {
  it.each([
    ['main.js', 'setting(s) need attention'],
    ['migrate.js', '127.0.0.1:1'],
  ])('%s has each package once, in the bundle or outside of it', async (program, lastWords) => {
    const { output, loaded } = await run(service, program);
    expect(output).toContain(lastWords);
    const bundled = await bundledPackages(service);
    expect([...bundled]).toEqual(expect.arrayContaining(['@nestjs/core', 'typeorm', 'pg', 'zod']));
    expect([...loaded]).toEqual(expect.arrayContaining(['pino', 'reflect-metadata']));
    expect([...loaded].filter((name) => bundled.has(name))).toEqual([]);
  });

  it('keep to lines that a person can look at', async () => {
    const lines = (await readFile(join(workspaceRoot, 'apps', service, 'dist/main.js'), 'utf8')).split('\n');
    expect(lines.length).toBeGreaterThan(100);
    // No line can end within a regular expression; the longest has 5,000 characters.
    expect(lines.filter((line) => line.length > 20_000)).toEqual([]);
  });
});
