import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@ce/postgres';
import { type Standalone, startStandalone, stopOnSignal } from '@ce/standalone';
import { judge, type Verdict } from './check/judge.js';
import { buildOrg, CLIENT, type DemoScale } from './describe-org/build-org.js';
import { playCampaigns } from './play/play-campaigns.js';
import type { Counts } from './play/wait-for-quiet.js';
import { Progress } from './show/progress.js';

export interface DemoOptions extends DemoScale {
  /** For the services: `BUS`, `KAFKA_BROKERS` and the like. */
  environment: Record<string, string>;
  /** Called when everything runs and nothing has been played yet; tests kill services from here. */
  onStarted?: (standalone: Standalone) => void;
  /** Several times a second while the campaigns run. */
  onCounts?: (counts: Counts) => void;
}

export interface DemoRun {
  verdict: Verdict;
  standalone: Standalone;
  /** Ends everything and removes the demo's data. */
  stop(): Promise<void>;
}

/** Quick take-over of what a killed process had in hand, because a demo does not wait a minute for it. */
export const BRISK = {
  DELIVERY_CLAIM_MS: '8000',
  SALESFORCE_TIMEOUT_MS: '7000',
  DELIVERY_LINGER_MS: '300',
  POLL_CLAIM_SECONDS: '5',
  LOG_LEVEL: 'warn',
};

/** Builds the org, starts everything, plays two campaigns, and judges what the org holds afterwards. */
export async function runDemo(options: DemoOptions): Promise<DemoRun> {
  const started = Date.now();
  const progress = new Progress();
  const step = (text: string) => {
    progress.step(text);
  };
  const dataDir = await mkdtemp(join(tmpdir(), 'ce-demo-'));
  // Where root runs this, PostgreSQL runs as another user, who must be able to pass through.
  await chmod(dataDir, 0o711);
  const remove = () => rm(dataDir, { recursive: true, force: true });
  let starting: Promise<Standalone> | undefined;
  const stop = async () => {
    await (await starting)?.stop();
    await remove();
  };
  stopOnSignal(stop);
  try {
    const authPort = await freePort();
    const orgFile = join(dataDir, 'org.json');
    await writeFile(orgFile, JSON.stringify(buildOrg(options, `http://127.0.0.1:${authPort}/oauth/callback`)));
    starting = startStandalone({
      dataDir,
      durable: false,
      ports: { auth: authPort },
      simulator: { orgFile, ...CLIENT },
      environment: { ...BRISK, ...options.environment },
      onStep: step,
      onRestart: (name, exit) => {
        step(`${name} ended (${exit}) and is started again`);
      },
    });
    const standalone = await starting;
    options.onStarted?.(standalone);
    const play = await playCampaigns(standalone, options, {
      progress,
      step,
      onCounts: options.onCounts ?? (() => undefined),
    });
    step('comparing the org with what was accepted');
    const verdict = await judge({ ...play, scale: options }, Math.round((Date.now() - started) / 1000));
    return { verdict, standalone, stop };
  } catch (error) {
    // The logs stay where they are: they are what tells why.
    await (await starting)?.stop();
    throw new Error(`The demo did not get to its end; logs are in ${join(dataDir, 'logs')}`, { cause: error });
  } finally {
    progress.stop();
  }
}
