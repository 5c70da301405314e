import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { serviceNames, workspaceRoot } from '@ce/standalone';
import { describe, expect, it } from 'vitest';

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** A service as its image starts it, with these settings and no others. */
function start(service: string, environment: Record<string, string>): Promise<Ended> {
  const main = join(workspaceRoot, 'apps', service, 'dist/main.js');
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], ...environment };
    execFile(process.execPath, [main], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });
}

describe.each(serviceNames)('a settings mistake of %s', (service) => {
  it('ends it at once, with every mistake in a sentence and no value in any', async () => {
    const { code, stdout, stderr } = await start(service, {
      DATABASE_URL: 'mysql://ann:secret-password@db/ce',
      INTERNAL_TOKEN: '',
      PORT: 'the usual one',
      LOG_LEVEL: 'loud',
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const [first, ...problems] = stderr.trim().split('\n');
    expect(first).toMatch(
      new RegExp(`^${service} does not start: ${problems.length} setting\\(s\\) need attention\\.$`),
    );
    for (const name of ['DATABASE_URL', 'INTERNAL_TOKEN', 'PORT', 'LOG_LEVEL', 'JWT_ISSUER', 'JWT_JWKS']) {
      const line = problems.find((problem) => problem.startsWith(`  - ${name}: `));
      expect([name, line]).toEqual([name, expect.stringMatching(/\.$/)]);
    }
    expect(stderr).not.toContain('secret-password');
    expect(stderr).not.toContain('the usual one');
  });
});
