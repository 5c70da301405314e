import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds apps, libs and tools. */
export const workspaceRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Absolute path of a built file; says what to run when it has not been built. */
export function builtFile(project: string, file: string): string {
  const path = join(workspaceRoot, project, 'dist', file);
  if (!existsSync(path)) throw new Error(`${project} is not built. Run: npm run build`);
  return path;
}
