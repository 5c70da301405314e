import type { ProcessorSeconds } from './watch-processor.js';

export const contestantNames = ['system', 'nest', 'bare'] as const;
/** This system; Nest's own Kafka server with one `create` each; the bare loop that bounds the design. */
export type ContestantName = (typeof contestantNames)[number];

export interface Round {
  contestant: ContestantName;
  events: number;
  seconds: number;
  /** API calls that the org counted meanwhile. */
  calls: number;
  /** Records that arrived at the org in these calls; more than events where something was sent again. */
  sent: number;
  /** Tasks that are in the org afterwards and were not before. */
  tasks: number;
  processor: ProcessorSeconds;
}

export interface Latencies {
  /** Seconds from the publication of an email event to its Task. */
  p50Seconds: number;
  p95Seconds: number;
}

export interface Memory {
  restMegabytes: number;
  mostMegabytes: number;
}

export interface Measured {
  rounds: readonly Round[];
  /** Seconds from event to Task, one each. */
  idle: readonly number[];
  underLoad: readonly number[];
  memory: Memory;
  faults: readonly string[];
}

export interface ContestantFigures {
  /** The median of its rounds. */
  eventsPerSecond: number;
  rounds: number[];
  callsPerThousand: number;
  /** Emails of all its rounds, the Tasks that they became, and records sent for them: more where something was sent again. */
  events: number;
  tasks: number;
  sent: number;
  /** By process, for 10,000 emails; empty where the operating system does not say. */
  processorSeconds: ProcessorSeconds;
}

export interface Summary extends Record<ContestantName, ContestantFigures> {
  ratios: { systemToBare: number; systemToNest: number };
  latency: { idle: Latencies; underLoad: Latencies };
  memory: Memory;
  /** What was not as it should be; the figures mean nothing then. */
  faults: readonly string[];
}

export function summarize({ rounds, idle, underLoad, memory, faults }: Measured): Summary {
  const figures = Object.fromEntries(
    contestantNames.map((name) => [name, figuresOf(rounds.filter(({ contestant }) => contestant === name))]),
  ) as Record<ContestantName, ContestantFigures>;
  const { system, nest, bare } = figures;
  return {
    ...figures,
    ratios: {
      systemToBare: rounded(system.eventsPerSecond / bare.eventsPerSecond, 2),
      systemToNest: rounded(system.eventsPerSecond / nest.eventsPerSecond, 1),
    },
    latency: { idle: latenciesOf(idle), underLoad: latenciesOf(underLoad) },
    memory,
    faults,
  };
}

function figuresOf(rounds: readonly Round[]): ContestantFigures {
  const speeds = rounds.map(({ events, seconds }) => Math.round(events / seconds));
  const sumOf = (name: 'events' | 'calls' | 'tasks' | 'sent') => rounds.reduce((sum, round) => sum + round[name], 0);
  const events = sumOf('events');
  return {
    eventsPerSecond: quantile(speeds, 0.5),
    rounds: speeds,
    callsPerThousand: rounded((sumOf('calls') / events) * 1_000, 2),
    events,
    tasks: sumOf('tasks'),
    sent: sumOf('sent'),
    processorSeconds: processorOf(rounds, events),
  };
}

function processorOf(rounds: readonly Round[], events: number): ProcessorSeconds {
  const roles = [...new Set(rounds.flatMap(({ processor }) => Object.keys(processor)))];
  const secondsOf = (role: string) => rounds.reduce((sum, { processor }) => sum + (processor[role] ?? 0), 0);
  const shares = roles.map((role) => [role, rounded((secondsOf(role) / events) * 10_000, 2)] as const);
  return Object.fromEntries(shares.sort(([, a], [, b]) => b - a));
}

function latenciesOf(seconds: readonly number[]): Latencies {
  return { p50Seconds: rounded(quantile(seconds, 0.5), 2), p95Seconds: rounded(quantile(seconds, 0.95), 2) };
}

/** Nearest rank; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
