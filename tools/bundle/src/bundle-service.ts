import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type OutputFile } from 'esbuild';
import { dropNeedlessNames } from './drop-needless-names.js';
import { fetchWhenCalled, oneTypeOrm, sharedPackages } from './lean-packages.js';

const programs = ['main.js', 'migrate.js'];

/** Stay in node_modules: each is loaded from there, once, by whoever asks for it. */
const outside = [
  // Parts of it are replaced before it is loaded (ADR 8).
  'kafkajs',
  // Has to run before everything that is decorated, in whichever file of the bundle that is.
  'reflect-metadata',
  // Find files beside their own.
  'pino',
  'swagger-ui-dist',
  // Use what Node has deprecated; it says so on stderr unless they are in node_modules.
  'node-fetch',
  'parseurl',
];

/** Asked for by Nest, TypeORM, pg and jsforce in case somebody has installed them. Nobody has. */
const notInstalled = [
  '@fastify/static',
  '@nats-io/transport-node',
  '@nestjs/websockets/*',
  'amqp-connection-manager',
  'class-transformer',
  'class-validator',
  'ioredis',
  'mqtt',
  'pg-native',
];

/** Packages that came as CommonJS ask for Node's modules by `require`, which a module does not have. */
const withRequire = `import { createRequire as $requireOf } from 'node:module'; const require = $requireOf(import.meta.url);`;

/**
 * Replaces the programs of a built service by bundles: a few files instead of two thousand to find, read and hold (ADR 9).
 * What is imported lazily stays so.
 * @param service absolute path of the service's folder
 */
export async function bundleService(service: string): Promise<void> {
  const dist = join(service, 'dist');
  const { outputFiles } = await build({
    absWorkingDir: service,
    entryPoints: programs.map((program) => join(dist, program)),
    outdir: dist,
    allowOverwrite: true,
    chunkNames: 'bundle/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: [...outside, ...notInstalled],
    alias: sharedPackages,
    plugins: [oneTypeOrm, fetchWhenCalled],
    banner: { js: withRequire },
    // Without blanks and comments, but with every name, and with lines that a stack trace can point at.
    minifyWhitespace: true,
    lineLimit: 160,
    keepNames: true,
    legalComments: 'none',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    write: false,
  });
  await Promise.all(outputFiles.map(write));
}

async function write(file: OutputFile): Promise<void> {
  await mkdir(dirname(file.path), { recursive: true });
  await writeFile(file.path, file.path.endsWith('.js') ? dropNeedlessNames(file.text) : file.contents);
}
