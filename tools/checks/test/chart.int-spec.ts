import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeEnvironments, type Environment, WORKSPACE } from '../src/deployment/settings-in-use.js';
import { type Container, hasHelm, lint, type IngressPath, type Manifest, render } from './helm-chart.js';

const environments = readdirSync(join(WORKSPACE, 'k8s/environments'));

/** What the Secrets hold, as values.yaml documents their keys. */
const sharedSecret = { DATABASE_URL: 'postgresql://ce:ce@postgres:5432/ce', INTERNAL_TOKEN: 'internal' };
const authSecret = { SEALING_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`, OAUTH_CLIENT_SECRET: 'secret' };

/** All that a service says when nothing but the one setting that we take away is wrong. */
const databaseAlone = [expect.stringMatching(/^DATABASE_URL: is not set\./) as string];

/** Starts a built service with these settings, less the database's address: so it ends, and names all that it lacks. */
async function complaintsOf(service: string, settings: Environment): Promise<string[]> {
  const main = join(WORKSPACE, 'apps', service, 'dist/main.js');
  const env = { PATH: process.env['PATH'], ...settings, DATABASE_URL: '' };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  await once(child, 'close');
  return (JSON.parse(output) as { problems: string[] }).problems;
}

/** As compose puts in `${NAME:-default}`, and for `${NAME:?…}` what a person would have put into .env. */
function fromDotEnv(name: string, value: string): string {
  const answer = name === 'JWT_JWKS' ? 'https://issuer.example.com/jwks.json' : 'given';
  return value.replace(/\$\{\w+(?::-([^}]*)|:\?[^}]*)\}/, (_, fallback: string | undefined) => fallback ?? answer);
}

describe('docker-compose.yml', () => {
  it.each([...composeEnvironments()])('gives %s all the settings that it needs', async (service, environment) => {
    const filled = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, fromDotEnv(name, value)]),
    );
    const complaints = await complaintsOf(service, filled);
    expect(environment).toHaveProperty('DATABASE_URL');
    expect(complaints).toEqual(databaseAlone);
  });

  it('would be found out if a setting were missing', async () => {
    expect(await complaintsOf('import', {})).toContainEqual(expect.stringMatching(/^AUTH_URL: is not set/));
  });
});

if (!hasHelm) {
  console.error(
    '\n*** The chart is NOT RENDERED: helm is not installed. Install Helm 3, or let HELM name the program. ***\n',
  );
  // In the report too, where the last lines of a test run name what was skipped.
  it.skip('renders the chart: helm is not installed', () => undefined);
}

describe.runIf(hasHelm)('the chart', () => {
  const valuesOf = (file: string) => ['-f', join(WORKSPACE, 'k8s/environments', file)];
  const all: [name: string, args: string[]][] = environments.map((file) => [file, valuesOf(file)]);

  it.each([['its own values', []], ...all] satisfies typeof all)('is sound with %s', async (_, args) => {
    await lint(args);
    const manifests = await render(args);
    expect(manifests.filter(({ kind }) => kind === 'Deployment')).toHaveLength(5);
  });

  it('refuses values that it does not know', async () => {
    await expect(render(['--set', 'servces.auth.replicas=3'])).rejects.toThrow(/servces/);
  });

  it.each(all)('gives every service what it needs in %s', async (_, args) => {
    const manifests = await render(args);
    for (const { container } of podsOf(manifests)) {
      const settings = settingsOf(manifests, container);
      const complaints = await complaintsOf(container.name, settings);
      expect(settings, container.name).toHaveProperty('DATABASE_URL');
      expect(complaints, container.name).toEqual(databaseAlone);
    }
  });

  it('mounts a Secret with certificates, and every setting with a path names a file of it', async () => {
    const keys = { ca: 'authority.pem', certificate: 'tls.crt', key: 'tls.key' };
    const manifests = await render([
      ...valuesOf('production.yaml'),
      ...['--set', 'kafkaTls.secret=kafka-tls,kafkaTls.ca=authority.pem'],
    ]);
    const pods = podsOf(manifests);
    expect(pods).toHaveLength(5);
    for (const { container, volumes } of pods) {
      const volume = volumes.find(({ secret }) => secret?.secretName === 'kafka-tls');
      const folder = container.volumeMounts?.find(({ name }) => name === volume?.name)?.mountPath ?? 'not mounted';
      const fileOf = (key: string) => `${folder}/${volume?.secret?.items.find((item) => item.key === key)?.path}`;
      const settings = settingsOf(manifests, container);
      expect(settings, container.name).toMatchObject({
        KAFKA_TLS: 'true',
        KAFKA_TLS_CA_FILE: fileOf(keys.ca),
        KAFKA_TLS_CERT_FILE: fileOf(keys.certificate),
        KAFKA_TLS_KEY_FILE: fileOf(keys.key),
      });
      expect(await complaintsOf(container.name, settings), container.name).toEqual(databaseAlone);
    }
  });

  it('mounts the authority alone where the brokers ask for no client certificate, and refuses half of a pair', async () => {
    const caAlone = ['--set', 'kafkaTls.secret=kafka-tls,kafkaTls.certificate=,kafkaTls.key='];
    const manifests = await render(caAlone);
    for (const { container, volumes } of podsOf(manifests)) {
      expect(volumes.flatMap(({ secret }) => secret?.items ?? [])).toEqual([{ key: 'ca.crt', path: 'ca.crt' }]);
      const tls = Object.keys(settingsOf(manifests, container)).filter((name) => name.startsWith('KAFKA_TLS'));
      expect(tls.sort()).toEqual(['KAFKA_TLS', 'KAFKA_TLS_CA_FILE']);
    }
    const half = ['--set', 'kafkaTls.secret=kafka-tls,kafkaTls.key='];
    await expect(render(half)).rejects.toThrow('a client certificate and its key belong together');
  });

  it.each(['kafka', 'postgres'])('tells the migrations that %s carries the events', async (bus) => {
    const manifests = await render(['--set', `settings.BUS=${bus}`]);
    const job = manifests.find(({ kind }) => kind === 'Job');
    const containers = job?.spec?.template?.spec.initContainers ?? [];
    expect(containers).toHaveLength(5);
    for (const { env, name } of containers) expect(env, name).toEqual([{ name: 'BUS', value: bus }]);
  });
});

describe.runIf(hasHelm)('the ingress', () => {
  /** The longest path wins, element by element. */
  const backendOf = (rules: readonly IngressPath[], route: string) =>
    rules
      .filter(({ path }) => route === path || route.startsWith(`${path}/`))
      .sort((one, other) => other.path.length - one.path.length)[0]?.backend.service.name;

  it('leads every route for people and CE services to the service that has it, and internal ones nowhere', async () => {
    const manifests = await render(['--set', 'ingress.enabled=true']);
    const rules = manifests.flatMap(({ kind, spec }) => (kind === 'Ingress' ? (spec?.rules ?? []) : []));
    const paths = rules.flatMap(({ http }) => http.paths);
    for (const service of readdirSync(join(WORKSPACE, 'apps'))) {
      const routes = routesOf(service);
      expect(routes.length, service).toBeGreaterThan(3);
      for (const route of routes) {
        const inside = route.startsWith('/internal') || route.startsWith('/dead-letters');
        expect(backendOf(paths, route), `${service} ${route}`).toBe(inside ? undefined : `ce-${service}`);
      }
    }
  });
});

/** Those that the service's own spec holds to its OpenAPI document. */
function routesOf(service: string): string[] {
  const spec = readFileSync(join(WORKSPACE, 'apps', service, 'test/routes.int-spec.ts'), 'utf8');
  return [...spec.matchAll(/'(?:GET|POST|PUT|PATCH|DELETE) (\/[^']*)'/g)].map(([, route = '']) => route);
}

function podsOf(manifests: readonly Manifest[]) {
  return manifests.flatMap(({ kind, spec }) => {
    const pod = spec?.template?.spec;
    const container = pod?.containers[0];
    if (kind !== 'Deployment' || container === undefined) return [];
    return [{ container, volumes: pod?.volumes ?? [] }];
  });
}

/** What the container gets from its ConfigMap, and from the Secrets as values.yaml documents their keys. */
function settingsOf(manifests: readonly Manifest[], container: Container): Environment {
  const kept = new Map<string, Environment>([
    ['conversational-email', sharedSecret],
    ['conversational-email-auth', authSecret],
    ...manifests
      .filter(({ kind }) => kind === 'ConfigMap')
      .map(({ metadata, data = {} }): [string, Environment] => [metadata.name, data]),
  ]);
  const names = (container.envFrom ?? []).map(({ configMapRef, secretRef }) => (configMapRef ?? secretRef)?.name ?? '');
  return Object.assign({}, ...names.map((name) => kept.get(name))) as Environment;
}
