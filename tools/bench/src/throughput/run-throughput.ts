import { emailSent, topics } from '@ce/contracts';
import { Kafka, logLevel } from 'kafkajs';
import type { ThroughputOptions } from '../read-arguments.js';
import { compareTasks } from './compare-tasks.js';
import { startContestant } from './contestant-process.js';
import { EmailStream, SOURCE } from './email-stream.js';
import { OrgCounts } from './org-counts.js';
import { readLatencies } from './read-latencies.js';
import { CALLS_AT_ONCE, type Running, type Stage } from './stage.js';
import { contestantNames, type ContestantName, type Round, type Summary, summarize } from './summarize.js';
import { watchMemory } from './watch-memory.js';
import { processorBetween, readProcessor } from './watch-processor.js';

/** Each contestant reads its own topic, so that nobody waits for another one's rest. */
const topicOf: Record<ContestantName, string> = {
  system: emailSent.topic,
  nest: 'bench.email.nest',
  bare: 'bench.email.bare',
};
const IDLE_GAP_MS = 100;

interface Bench {
  running: Running;
  options: ThroughputOptions;
  counts: OrgCounts;
  stream: EmailStream;
  step: (line: string) => void;
  /** What was not as it should be, so far. */
  faults: string[];
}

/** All rounds of all contestants, in turn, in one run on one machine. */
export async function runThroughput(
  stage: Stage,
  options: ThroughputOptions,
  step: (line: string) => void,
): Promise<Summary> {
  const running = await stage.start(options.callMs, step);
  const stream = new EmailStream(running.brokers, running.connectionId);
  await stream.connect();
  stage.onStop(() => stream.end());
  const counts = new OrgCounts(running.simulatorUrl);
  const faults: string[] = [];
  const bench = { running, options, counts, stream, step, faults };
  await startOthers(stage, bench);

  const service = running.standalone.processes['activity-logging'];
  if (service.pid === undefined) throw new Error('activity-logging does not run.');
  const memory = await watchMemory(service.pid);
  step('warming up');
  for (const name of contestantNames) await playRound(bench, name, 'warm', name === 'nest' ? 5 : options.warmUpEvents);
  step(`idle: ${options.idleEvents} emails, one at a time`);
  await playIdle(bench);

  const rounds: Round[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const name of contestantNames) {
      const events = name === 'nest' ? options.nestEvents : options.events;
      const played = await playRound(bench, name, `round${round}`, events);
      rounds.push(played);
      step(`round ${round}, ${name}: ${events} emails in ${played.seconds.toFixed(1)} s`);
    }
  }
  const measured = memory.stop();
  step('comparing the org with what was published');
  const expected = options.idleEvents + options.rounds * options.events;
  const latencies = await readLatencies(running.brokers, stream.publishedAt, options.warmUpEvents + expected);
  const of = (prefix: string) => [...latencies].filter(([id]) => id.startsWith(prefix)).map(([, seconds]) => seconds);
  // A Task that came late, of a round that was thought to be through, is found here.
  faults.push(...compareTasks('all rounds', [...stream.publishedAt.keys()].map(eventKey), await counts.eventIds(0)));
  const logged = of('idle').length + of('round').length;
  if (logged !== expected) faults.push(`${logged} of ${expected} emails were told of as logged.`);
  return summarize({ rounds, idle: of('idle'), underLoad: of('round'), memory: measured, faults });
}

async function startOthers(stage: Stage, { running, step }: Bench): Promise<void> {
  step('starting the other two contestants');
  const { partitions } = topics[emailSent.topic];
  const admin = new Kafka({
    clientId: 'bench',
    brokers: running.brokers.split(','),
    logLevel: logLevel.ERROR,
  }).admin();
  await admin.connect();
  await admin.createTopics({
    waitForLeaders: true,
    topics: [topicOf.nest, topicOf.bare].map((topic) => ({ topic, numPartitions: partitions })),
  });
  await admin.disconnect();
  for (const name of ['nest', 'bare'] as const) {
    const { standalone, session, brokers } = running;
    const { accessToken, instanceUrl, apiVersion } = session;
    const settings = { brokers, topic: topicOf[name], databaseUrl: standalone.databaseUrl, concurrency: CALLS_AT_ONCE };
    stage.onStop(await startContestant(name, { ...settings, accessToken, instanceUrl, apiVersion }));
  }
}

/** From the first email handed to Kafka to the last Task in the org. */
async function playRound(
  { running, counts, stream, faults }: Bench,
  contestant: ContestantName,
  label: string,
  events: number,
): Promise<Round> {
  const name = `${label}-${contestant}`;
  const emails = stream.prepare(events, name);
  const [tasks, before] = await Promise.all([counts.tasks(), counts.traffic()]);
  const processor = await readProcessor(running.dataDir);
  const [begun] = await Promise.all([
    stream.publish(topicOf[contestant], emails),
    counts.untilTasks(tasks + events, contestant),
  ]);
  const seconds = (Date.now() - begun) / 1_000;
  const spent = processorBetween(processor, await readProcessor(running.dataDir));
  const after = await counts.traffic();
  const published = emails.map(({ id }) => eventKey(id));
  const found = await counts.eventIds(tasks);
  faults.push(...compareTasks(name, published, found));
  const [calls, sent] = [after.calls - before.calls, after.records - before.records];
  return { contestant, events, seconds, calls, sent, tasks: found.length, processor: spent };
}

async function playIdle({ counts, stream, options }: Bench): Promise<void> {
  const emails = stream.prepare(options.idleEvents, 'idle-system');
  const tasks = await counts.tasks();
  for (const email of emails) {
    await stream.publish(topicOf.system, [email]);
    await new Promise((resolve) => setTimeout(resolve, IDLE_GAP_MS));
  }
  await counts.untilTasks(tasks + options.idleEvents, 'idle');
}

/** The id under which each contestant writes the Task of an email. */
function eventKey(id: string): string {
  return `${SOURCE} ${id}`;
}
