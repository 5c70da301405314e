import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fetchJars, KAFKA_VERSION, ownKafkaIsWanted, type RunningKafka, startKafka } from '@ce/kafka';
import { eventually } from '@ce/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareMailRoom } from './mail-room.js';

const execute = promisify(execFile);
const workspace = fileURLToPath(new URL('../../..', import.meta.url));
const page = await readFile(join(workspace, 'docs/contracts/publish-your-first-email-event.md'), 'utf8');

/** The page's code blocks, by the file name that stands behind the language. */
const snippets = new Map(
  [...page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => [name, text]),
);

const isInstalled = (program: string, argument: string) =>
  execute(program, [argument]).then(
    () => true,
    () => false,
  );

/** Publishes what the snippet of this name publishes, and answers what it printed. */
type Run = (file: string) => Promise<string>;

describe.runIf(await ownKafkaIsWanted())('the page "Publish your first email event"', async () => {
  let broker: RunningKafka;
  let room: Awaited<ReturnType<typeof prepareMailRoom>>;
  let app: NestExpressApplication;
  let folder: string;

  beforeAll(async () => {
    broker = await startKafka();
    room = await prepareMailRoom({ BUS: 'kafka', KAFKA_BROKERS: broker.brokers });
    app = await room.start();
    // Inside the workspace, where the snippet finds its packages.
    const cache = join(workspace, 'node_modules/.cache');
    await mkdir(cache, { recursive: true });
    folder = await mkdtemp(join(cache, 'first-email-'));
    for (const [name, text] of snippets) await writeFile(join(folder, name), text);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await app.close();
    await room.stop();
    await broker.stop();
  });

  const run = async (program: string, ...args: string[]) => {
    const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    const env = {
      ...process.env,
      KAFKA_BROKERS: broker.brokers,
      ACTIVITY_LOGGING_URL: url,
      TOKEN: await room.publisherToken(),
    };
    return (await execute(program, args, { env, cwd: folder })).stdout;
  };
  const shell: Run = (file) => run('bash', '-eu', file);
  const runs = new Map<string, Run>([
    ['first-email-curl.sh', shell],
    ['first-email.mts', (file) => run(process.execPath, '--import', 'tsx', file)],
  ]);
  const optional: [program: string, argument: string, file: string, run: Run][] = [
    ['kcat', '-V', 'first-email-kcat.sh', shell],
    [
      'javac',
      '-version',
      'FirstEmail.java',
      async (file) => run('java', '-cp', join(await fetchJars(KAFKA_VERSION), '*'), file),
    ],
  ];
  const notRun: [file: string, program: string][] = [];
  for (const [program, argument, file, how] of optional) {
    if (await isInstalled(program, argument)) {
      runs.set(file, how);
      continue;
    }
    notRun.push([file, program]);
    console.error(`\n*** ${file} of the page is NOT RUN: ${program} is not installed. ***\n`);
  }

  it('has exactly the snippets that are known here', () => {
    expect([...snippets.keys()].sort()).toEqual(
      ['FirstEmail.java', 'first-email-curl.sh', 'first-email-kcat.sh', 'first-email.mts'].sort(),
    );
  });

  // In the report too, where the last lines of a test run name what was skipped.
  it.skip.each(notRun)('publishes with %s what the contract takes: %s is not installed', () => undefined);

  it.each([...runs])('publishes with %s what the contract takes', async (file, publish) => {
    const id = /email-1\d{3}/.exec(snippets.get(file) ?? '')?.[0] ?? 'no id in the snippet';
    const printed = await publish(file);
    await eventually(() => {
      expect(room.mail.taken.map(({ event }) => event.id)).toContain(id);
    }, 30_000);
    const found = room.mail.taken.find(({ event }) => event.id === id);
    expect(found?.event).toMatchObject({
      source: '/your-team/mailer',
      type: 'ce.email.sent.v1',
      partitionkey: 'conn-acme/00Q5e00001AbCdEEAV',
      data: { connectionId: 'conn-acme', subject: 'A question about your spring planning' },
    });
    // One person, one partition, whichever client wrote it.
    expect(new Set(room.mail.taken.map(({ partition }) => partition)).size).toBe(1);
    if (file.includes('curl')) expect(page).toContain(printed);
  });
});
