import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const WORKSPACE = fileURLToPath(new URL('../../../../', import.meta.url));

/** The names in the settings shapes of libraries and services: `  NAME: z…`, `  NAME: secret(…)` and the like. */
export function knownSettings(): Set<string> {
  const files = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(WORKSPACE, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\/src\/.*settings\.ts$/.test(file) && !file.includes('node_modules'))
      .map((file) => join(WORKSPACE, folder, file)),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name),
  );
  return new Set(names);
}

export type Environment = Record<string, string>;

interface Compose {
  services: Record<string, { environment?: Environment; command?: string[] }>;
}

/** What docker-compose.yml gives each container that runs one of our services. */
export function composeEnvironments(): Map<string, Environment> {
  const text = readFileSync(join(WORKSPACE, 'docker-compose.yml'), 'utf8');
  const { services } = parse(text, { merge: true }) as Compose;
  const ours = Object.entries(services).filter(([, { command }]) => command?.join(' ').includes('dist/main.js'));
  return new Map(ours.map(([name, { environment = {} }]) => [name, environment]));
}

interface Values {
  settings?: Environment;
  defaults?: { settings?: Environment };
  services?: Record<string, { settings?: Environment } | null>;
}

/** Settings that a values file of the chart names, for all services and for each. */
export function settingsOfValues(file: string): string[] {
  const { settings, defaults, services } = parse(readFileSync(join(WORKSPACE, 'k8s', file), 'utf8')) as Values;
  const groups = [settings, defaults?.settings, ...Object.values(services ?? {}).map((service) => service?.settings)];
  return groups.flatMap((group) => Object.keys(group ?? {}));
}
