import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeEnvironments, knownSettings, settingsOfValues, WORKSPACE } from './settings-in-use.js';

const known = knownSettings();
const pages = [
  'README.md',
  'k8s/README.md',
  'docs/operations.md',
  ...['auth', 'report-polling', 'import', 'activity-logging', 'field-writeback'].map((app) => `apps/${app}/README.md`),
];
/** Words in capitals that begin as a setting does. */
const prefixes = new Set([...known].map((name) => name.split('_')[0]).filter((first) => first !== 'HOST'));

describe('names of settings', () => {
  it('are found in the settings of libraries and services', () => {
    for (const name of ['DATABASE_URL', 'KAFKA_BROKERS', 'SEALING_KEYS', 'POLL_INTERVAL_SECONDS', 'PORT']) {
      expect(known, name).toContain(name);
    }
  });

  it.each([
    'chart/values.yaml',
    ...readdirSync(join(WORKSPACE, 'k8s/environments')).map((file) => `environments/${file}`),
  ])('in k8s/%s are settings that a service reads', (file) => {
    expect(settingsOfValues(file).filter((name) => !known.has(name))).toEqual([]);
  });

  it('in docker-compose.yml are settings that a service reads', () => {
    const environments = composeEnvironments();
    expect([...environments.keys()]).toHaveLength(5);
    for (const [service, environment] of environments) {
      expect(
        Object.keys(environment).filter((name) => !known.has(name)),
        service,
      ).toEqual([]);
    }
  });

  it('are given by docker-compose.yml to auth alone where they open tokens', () => {
    for (const [service, environment] of composeEnvironments()) {
      expect('SEALING_KEYS' in environment, service).toBe(service === 'auth');
    }
  });

  it.each(pages)('in %s exist', (page) => {
    const text = readFileSync(join(WORKSPACE, page), 'utf8');
    const named = [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(([, name = '']) => name);
    expect(named.filter((name) => prefixes.has(name.split('_')[0]) && !known.has(name))).toEqual([]);
  });
});
