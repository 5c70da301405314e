import { describe, expect, it } from 'vitest';
import type { Route } from './route.js';
import { Router } from './router.js';

const route = (method: Route['method'], path: string): Route => ({
  method,
  path,
  kind: 'unknown',
  access: 'public',
  handle: () => ({ status: 200 }),
});

describe('Router', () => {
  const router = new Router([
    route('GET', '/a/:id'),
    route('GET', '/a/fixed'),
    route('POST', '/a/fixed/deep'),
    route('GET', '/a/:id/other'),
  ]);

  it.each([
    ['/a/fixed', '/a/fixed', {}],
    ['/a/x%20y', '/a/:id', { id: 'x y' }],
    ['/a/fixed/other', '/a/:id/other', { id: 'fixed' }],
  ])('%s', (path, found, params) => {
    expect(router.match('GET', path)).toMatchObject({ kind: 'found', route: { path: found }, params });
  });

  it('tells a missing path from a wrong method', () => {
    expect(router.match('GET', '/b')).toEqual({ kind: 'missing' });
    expect(router.match('DELETE', '/a/x')).toEqual({ kind: 'wrong-method', allowed: ['GET'] });
  });

  it('refuses two routes for one request', () => {
    expect(() => new Router([route('GET', '/a'), route('GET', '/a')])).toThrow('registered twice');
  });
});
