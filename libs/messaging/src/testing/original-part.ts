import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A file of kafkajs as it is shipped, even where a part of ours lies in its place. */
export function original<Part>(path: string): Part {
  const file = require.resolve(`kafkajs/src/${path}`);
  const kept = require.cache[file];
  Reflect.deleteProperty(require.cache, file);
  const part = require(file) as Part;
  if (kept === undefined) Reflect.deleteProperty(require.cache, file);
  else require.cache[file] = kept;
  return part;
}
