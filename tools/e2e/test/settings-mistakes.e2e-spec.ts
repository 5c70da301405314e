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
function start(service: string, environment: Record<string, string>, program = 'main.js'): Promise<Ended> {
  const main = join(workspaceRoot, 'apps', service, 'dist', program);
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], ...environment };
    execFile(process.execPath, [main], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });
}

const mistakes = {
  DATABASE_URL: 'mysql://ann:secret-password@db/ce',
  INTERNAL_TOKEN: '',
  PORT: 'the usual one',
  LOG_LEVEL: 'loud',
};

const sentencesOn = (...names: string[]): string[] =>
  names.map((name) => expect.stringMatching(new RegExp(`^${name}: .*\\.$`)) as string);

describe.each(serviceNames)('a settings mistake of %s', (service) => {
  it('ends it at once, with every mistake in a sentence of one log line, and no value in any', async () => {
    const { code, stdout, stderr } = await start(service, mistakes);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { problems, msg, ...line } = JSON.parse(stdout) as { problems: string[]; msg: string };
    expect(line).toEqual({ level: 'error', time: expect.stringMatching(/Z$/) as string, service });
    expect(msg).toBe(`${service} does not start: ${problems.length} setting(s) need attention.`);
    for (const name of ['DATABASE_URL', 'INTERNAL_TOKEN', 'PORT', 'LOG_LEVEL', 'JWT_ISSUER', 'JWT_JWKS']) {
      const problem = problems.find((sentence) => sentence.startsWith(`${name}: `));
      expect([name, problem]).toEqual([name, expect.stringMatching(/\.$/)]);
    }
    expect(stdout).not.toContain('secret-password');
    expect(stdout).not.toContain('the usual one');
  });

  it('ends its migration the same way', async () => {
    const { code, stdout } = await start(service, { ...mistakes, BUS: 'tram' }, 'migrate.js');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ level: 'error', service, problems: sentencesOn('DATABASE_URL', 'BUS') });
  });
});

it('a database that is not there ends a service with lines of the same form, the last one saying why', async () => {
  const { code, stdout, stderr } = await start('import', {
    ...{ DATABASE_URL: 'postgresql://ann:secret-password@127.0.0.1:1/ce', AUTH_URL: 'http://127.0.0.1:9' },
    ...{ INTERNAL_TOKEN: 'internal', JWT_ISSUER: 'tests', JWT_JWKS: 'https://issuer.example.com/jwks.json' },
  });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const lines = stdout.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as { service: string })).toEqual(
    lines.map(() => expect.objectContaining({ service: 'import' }) as unknown),
  );
  expect(lines.at(-1)).toContain('import does not start: PostgreSQL at 127.0.0.1:1 does not answer.');
  expect(stdout).not.toContain('secret-password');
});
