import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/** What is asked for by these names comes from these folders, whoever asks. */
export const sharedPackages = {
  // As CommonJS each file that imports it would get a copy of its 170 exports, and nothing could be left out.
  rxjs: join(folderOf('rxjs'), 'dist/esm'),
  // A table of 2,500 kinds of files, as Express has it. Those who ask for an older one, multer and form-data, carry none here.
  'mime-db': folderOf('mime-db', createRequire(require.resolve('mime-types'))),
};

function folderOf(name: string, asked = require): string {
  return dirname(asked.resolve(`${name}/package.json`));
}

/**
 * Asks for TypeORM by a `require` that it makes itself. esbuild leaves that alone, and there would be a second TypeORM beside
 * the bundle's; with the ordinary one it finds the first.
 */
export const oneTypeOrm = changed(
  'one-typeorm',
  /@nestjs[\\/]typeorm[\\/]dist[\\/]common[\\/]typeorm-compat\.js$/,
  (text) => text.replace('const require = createRequire(import.meta.url);', ''),
);

/**
 * jsforce's own transport, which libs/salesforce does not use, is all that needs node-fetch. That brings a table of all
 * alphabets, nearly a tenth of all pointers in a service's heap; asked for at the first call, it is never loaded.
 */
export const fetchWhenCalled = changed('fetch-when-called', /jsforce[\\/]lib[\\/]request\.js$/, (text) =>
  text
    .replace('const node_fetch_1 = __importStar(require("node-fetch"));', '')
    .replaceAll('node_fetch_1.', 'require("node-fetch").'),
);

function changed(name: string, files: RegExp, change: (text: string) => string): Plugin {
  return {
    name,
    setup(bundle) {
      bundle.onLoad({ filter: files }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const contents = change(text);
        if (contents === text)
          throw new Error(`"${name}" finds nothing to change in ${path}. Look what that has become.`);
        return { contents };
      });
    },
  };
}
