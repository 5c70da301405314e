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

async function bundled(service: string): Promise<{ text: string; sources: string[] }> {
  const dist = join(workspaceRoot, 'apps', service, 'dist');
  const shared = (await readdir(join(dist, 'bundle'))).filter((name) => name.endsWith('.js'));
  const files = [join(dist, 'main.js'), join(dist, 'migrate.js'), ...shared.map((name) => join(dist, 'bundle', name))];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const maps = await Promise.all(files.map((file) => readFile(`${file}.map`, 'utf8')));
  return {
    text: texts.join('\n'),
    sources: maps.flatMap((map) => (JSON.parse(map) as { sources: string[] }).sources),
  };
}

describe.each(serviceNames)('the programs of %s', (service) => {
  it.each([
    ['main.js', 'setting(s) need attention'],
    ['migrate.js', '127.0.0.1:1'],
  ])('%s has each package once, in the bundle or outside of it', async (program, lastWords) => {
    const { output, loaded } = await run(service, program);
    expect(output).toContain(lastWords);
    const packages = new Set((await bundled(service)).sources.flatMap(packageOf));
    expect([...packages]).toEqual(expect.arrayContaining(['@nestjs/core', 'typeorm', 'pg', 'zod']));
    expect([...loaded]).toEqual(expect.arrayContaining(['pino', 'reflect-metadata']));
    expect([...loaded].filter((name) => packages.has(name) || name === 'node-fetch')).toEqual([]);
  });

  it('have big tables once, and rxjs as modules', async () => {
    const { text, sources } = await bundled(service);
    expect(sources.filter((file) => file.endsWith('/mime-db/db.json'))).toHaveLength(1);
    expect(sources.filter((file) => file.includes('/node_modules/rxjs/')).length).toBeGreaterThan(20);
    expect(text).not.toContain('/rxjs/dist/cjs/');
  });

  it('name again only what is called otherwise', async () => {
    const { text } = await bundled(service);
    // A line can end within a text, too.
    const oneLine = text.replaceAll(/\\?\n/g, '');
    expect(oneLine).toMatch(/class _NestApplication [^{]+\{static\{__name\(this,"NestApplication"\)\}/);
    expect(text.match(/[;}]__name\((\w+),"\1"\)|\b(\w+)=class\{static\{__name\(this,"\2"\)/g)).toBeNull();
  });

  it('keep to lines that a person can look at', async () => {
    const lines = (await readFile(join(workspaceRoot, 'apps', service, 'dist/main.js'), 'utf8')).split('\n');
    expect(lines.length).toBeGreaterThan(100);
    // No line can end within a regular expression; the longest has 5,000 characters.
    expect(lines.filter((line) => line.length > 20_000)).toEqual([]);
  });
});
