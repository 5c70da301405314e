import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '@ce/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthHarness, INTERNAL } from './auth-harness.js';
import { AuthProcess } from './auth-process.js';

const REPLICAS = 4;
const CAP = 150;
const BATCH = 5;
const WORKER = fileURLToPath(new URL('./spending-worker.ts', import.meta.url));

let auth: AuthHarness;
let connectionId: string;
let replicas: AuthProcess[] = [];
const workers: { child: ChildProcess; said: string[] }[] = [];
beforeAll(async () => {
  auth = await AuthHarness.start(undefined, { LEASE_SECONDS: '10' });
  ({ connectionId } = await auth.connect());
  replicas = await Promise.all(Array.from({ length: REPLICAS }, () => AuthProcess.start(auth.environment)));
});
afterAll(async () => {
  for (const { child } of workers) child.kill('SIGKILL');
  await Promise.all(replicas.map((replica) => replica.stop()));
  await auth.stop();
});

function startWorker(replica: AuthProcess): { child: ChildProcess; said: string[] } {
  const args = ['--conditions=@ce/source', '--import', 'tsx', WORKER, replica.url, INTERNAL, connectionId, `${BATCH}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  child.stdout.on('data', (text: Buffer) => said.push(...text.toString().trim().split('\n')));
  const worker = { child, said };
  workers.push(worker);
  return worker;
}

/** Calls of the workers as Salesforce counted them. */
async function callsAtSalesforce(): Promise<number> {
  const answer = await fetch(`${auth.simulator.url}/simulator/journal?limit=10000`);
  const { entries } = (await answer.json()) as { entries: { client: string | null }[] };
  return entries.filter(({ client }) => client === 'conversational-email/do-not-contact').length;
}

describe('four processes with a worker each, one of them killed in its batch', () => {
  it('pass the cap by one batch at most, stop by themselves, and go on when the cap is raised', async () => {
    const put = (calls: number) =>
      auth.call('put', `/connections/${connectionId}/budget`, { cap: { calls }, reserve: { calls: 0 } });
    await auth.sql('delete from call_use');
    await put(CAP);
    const started = replicas.map((replica) => startWorker(replica));
    const first = await eventually(async () => {
      const calling = started.find(({ said }) => said.includes('called'));
      if (calling === undefined) throw new Error('No worker calls yet.');
      return calling;
    }, 90_000);
    const others = started.filter((worker) => worker !== first);
    const gone = once(first.child, 'exit');
    first.child.kill('SIGKILL');
    await gone;

    // The calls of the killed one return when its lease runs out, and the others use them up.
    await eventually(async () => {
      for (const { said } of others) expect(said.at(-1)).toBe('exhausted');
      const shown = await auth.call('get', `/connections/${connectionId}/budget`);
      expect(shown.body).toMatchObject({ used: CAP, leased: 0, left: 0, state: 'exhausted' });
    }, 90_000);
    const spent = await callsAtSalesforce();
    expect(spent).toBeGreaterThanOrEqual(CAP);
    expect(spent).toBeLessThanOrEqual(CAP + BATCH);
    expect(await auth.sql('select 1 from lease where expires_at > now()')).toEqual([]);

    const before = (await auth.published(connectionId)).length;
    await put(CAP + 20);
    expect(await auth.published(connectionId)).toHaveLength(before + 1);
    await eventually(async () => expect(await callsAtSalesforce()).toBeGreaterThan(spent), 60_000);
  }, 240_000);
});
