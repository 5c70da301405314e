import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { type Environment, WORKSPACE } from '../src/deployment/settings-in-use.js';

const execute = promisify(execFile);
const chart = join(WORKSPACE, 'k8s/chart');

const helm = process.env['HELM'] ?? 'helm';
export const hasHelm = await execute(helm, ['version', '--short']).then(
  () => true,
  () => false,
);
export interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Environment;
  spec?: { template?: { spec: PodSpec }; rules?: { http: { paths: IngressPath[] } }[] };
}
export interface PodSpec {
  initContainers?: Container[];
  containers: Container[];
  volumes?: { name: string; secret?: { secretName: string; items: { key: string; path: string }[] } }[];
}
export interface Container {
  name: string;
  envFrom?: Reference[];
  env?: { name: string; value: string }[];
  volumeMounts?: { name: string; mountPath: string }[];
}
export type Reference = { configMapRef?: { name: string }; secretRef?: { name: string } };

export interface IngressPath {
  path: string;
  backend: { service: { name: string } };
}

export async function lint(args: readonly string[]): Promise<void> {
  await execute(helm, ['lint', '--strict', chart, ...args]);
}

/** What an install with these values would create. */
export async function render(args: readonly string[]): Promise<Manifest[]> {
  // A helm built from source takes an old Kubernetes for the one that it talks to.
  const { stdout } = await execute(helm, ['template', 'ce', chart, '--kube-version', '1.31.0', ...args]);
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
}
