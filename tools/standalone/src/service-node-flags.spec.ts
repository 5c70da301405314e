import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SERVICE_NODE_FLAGS } from './service-node-flags.js';

it('services get the same memory here as in the image', () => {
  const dockerfile = readFileSync(new URL('../../../Dockerfile', import.meta.url), 'utf8');
  expect(dockerfile).toContain(`ENV NODE_OPTIONS="${SERVICE_NODE_FLAGS.join(' ')}"`);
});
