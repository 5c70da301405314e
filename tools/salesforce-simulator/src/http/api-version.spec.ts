import { describe, expect, it } from 'vitest';
import { checkVersion, listVersions } from './api-version.js';

describe('API versions', () => {
  it('from 31 are served, the older ones retired', () => {
    expect(checkVersion('v62.0')).toBe('62.0');
    expect(() => checkVersion('v30.0')).toThrow('retired');
    for (const segment of ['62.0', 'v99.0', 'latest']) expect(() => checkVersion(segment)).toThrow('NOT_FOUND');
    expect(listVersions()).toContainEqual({ version: '62.0', label: "Winter '25", url: '/services/data/v62.0' });
  });
});
