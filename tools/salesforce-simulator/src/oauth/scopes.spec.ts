import { expect, it } from 'vitest';
import { grantScopes } from './scopes.js';

it.each([
  [null, ['api', 'refresh_token'], ['api', 'refresh_token']],
  ['api  api id', ['api', 'id'], ['api', 'id']],
  ['offline_access api', ['api', 'refresh_token'], ['refresh_token', 'api']],
  ['api id', ['full'], ['api', 'id']],
])('%s of %j gives %j', (asked, allowed, scopes) => {
  expect(grantScopes(asked, allowed)).toEqual({ kind: 'granted', scopes });
});

it.each([
  ['api wave_api', ['api']],
  ['refresh_token', ['full']],
])('%s of %j is refused', (asked, allowed) => {
  expect(grantScopes(asked, allowed).kind).toBe('refused');
});
