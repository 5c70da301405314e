import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ALLOCATOR_ENVIRONMENT, COMMAND_FLAGS, MEMORY_FLAGS, serviceNodeFlags } from './service-node-flags.js';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

it('services run with the same flags here, in the image and in the chart', () => {
  expect(serviceNodeFlags('24.21.0')).toEqual([...MEMORY_FLAGS, ...COMMAND_FLAGS]);
  expect(read('Dockerfile')).toContain(`ENV NODE_OPTIONS="${MEMORY_FLAGS.join(' ')}"`);
  for (const [name, value] of Object.entries(ALLOCATOR_ENVIRONMENT)) {
    expect(read('Dockerfile')).toContain(`ENV ${name}=${value}\n`);
  }
  expect(read('Dockerfile')).toContain(`CMD ["node", "${COMMAND_FLAGS.join('", "')}", "apps/`);
  expect(read('k8s/chart/templates/deployment.yaml')).toContain(`command: [node, ${COMMAND_FLAGS.join(', ')}, apps/`);
});

it('Node 20 collects its garbage with one thread', () => {
  expect(serviceNodeFlags('20.20.2')).toEqual([...MEMORY_FLAGS, '--single-threaded-gc', '--heap-growing-percent=80']);
});
