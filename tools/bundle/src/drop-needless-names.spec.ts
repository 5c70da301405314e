import { build, type Plugin } from 'esbuild';
import { expect, it } from 'vitest';
import { dropNeedlessNames } from './drop-needless-names.js';

const files: Record<string, string> = {
  entry: `import * as one from 'one'; import * as two from 'two'; export { one, two };`,
  one: `export function read() { return nested; function nested() {} }
    export class Lamp {}
    export class Bright extends Lamp {}
    export class Counted { static first = new Counted(); }
    export class Titled { static name = 'title'; }
    export const close = () => {};
    export default function () {}`,
  two: `export function read() { return nested; function nested() {} }
    export class Lamp { static lit = true; }
    export const close = () => {};`,
};

const inMemory: Plugin = {
  name: 'in-memory',
  setup(bundle) {
    bundle.onResolve({ filter: /./ }, ({ path }) => ({ path, namespace: 'memory' }));
    bundle.onLoad({ filter: /./ }, ({ path }) => ({ contents: files[path] ?? '' }));
  },
};

type Exports = Record<string, { name: string } & (() => { name: string })>;

async function namesIn(text: string): Promise<Record<string, string>> {
  const modules = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as Record<string, Exports>;
  const named = Object.entries(modules).flatMap(([module, exports]) => [
    ...Object.entries(exports).map(([key, value]) => [`${module}.${key}`, value.name]),
    [`${module} nested`, exports['read']?.().name],
  ]);
  return Object.fromEntries(named) as Record<string, string>;
}

it('takes out the calls that name what is named so already, and no name is lost', async () => {
  const built = await build({
    ...{ entryPoints: ['entry'], plugins: [inMemory], bundle: true, write: false, format: 'esm' },
    ...{ minifyWhitespace: true, lineLimit: 160, keepNames: true },
  });
  const before = built.outputFiles[0]?.text ?? '';
  const after = dropNeedlessNames(before);
  expect(await namesIn(after)).toEqual({
    ...{
      'one.read': 'read',
      'one.Lamp': 'Lamp',
      'one.Bright': 'Bright',
      'one.Counted': 'Counted',
      'one.close': 'close',
    },
    ...{ 'one.Titled': 'title', 'one.default': 'default', 'one nested': 'nested' },
    ...{ 'two.read': 'read', 'two.Lamp': 'Lamp', 'two.close': 'close', 'two nested': 'nested' },
  });
  const calls = (text: string) => text.match(/__name\(/g)?.length ?? 0;
  expect([calls(before), calls(after)]).toEqual([11, 6]);
  expect(after.split('\n').map((line) => line.length)).toEqual(before.split('\n').map((line) => line.length));
});
