import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceFiles } from './source-files.js';

/** The folder of this tool, which is the Salesforce project. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run salesforce-package -- generate` */
export function writeSource(): number {
  const files = sourceFiles();
  rmSync(join(PROJECT_FOLDER, 'force-app'), { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(PROJECT_FOLDER, path)), { recursive: true });
    writeFileSync(join(PROJECT_FOLDER, path), content);
  }
  return files.size;
}
