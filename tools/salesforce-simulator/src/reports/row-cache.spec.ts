import { expect, it, vi } from 'vitest';
import { RowCache } from './row-cache.js';

it('builds a list once while it is among the last ones used', () => {
  const cache = new RowCache(2);
  const build = vi.fn(() => []);
  const first = cache.get('a', build);
  expect(cache.get('a', build)).toBe(first);
  cache.get('b', build);
  cache.get('a', build);
  cache.get('c', build);
  expect(cache.get('a', build)).toBe(first);
  expect(build).toHaveBeenCalledTimes(3);
  cache.get('b', build);
  expect(build).toHaveBeenCalledTimes(4);
});
