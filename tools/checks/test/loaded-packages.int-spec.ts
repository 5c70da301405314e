import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { serviceNames } from '@ce/standalone';
import { WORKSPACE } from '../src/deployment/settings-in-use.js';

const execute = promisify(execFile);

/** For a Node that refuses to load the package. */
function without(name: string): string {
  const hooks = `export const resolve = (wanted, context, next) => {
    if (wanted === ${JSON.stringify(name)}) throw new Error('${name} is loaded by ' + context.parentURL);
    return next(wanted, context);
  };`;
  const registering = `import { register } from 'node:module'; register(${JSON.stringify(asUrl(hooks))});`;
  return asUrl(registering);
}

function asUrl(module: string): string {
  return `data:text/javascript,${encodeURIComponent(module)}`;
}

/** Loads modules in a Node of its own. */
const load = (...modules: string[]) =>
  execute(
    process.execPath,
    [
      ...['--import', without('@nestjs/swagger'), '--input-type=module'],
      ...['-e', modules.map((module) => `import ${JSON.stringify(module)};`).join('\n')],
    ],
    { cwd: WORKSPACE },
  );

it('services start without what describes their APIs, which takes memory at rest', async () => {
  await load(...serviceNames.map((name) => pathToFileURL(join(WORKSPACE, 'apps', name, 'dist/app.module.js')).href));
});

it('would be told if they did not', async () => {
  await expect(load('@nestjs/swagger')).rejects.toThrow('@nestjs/swagger is loaded by');
});
