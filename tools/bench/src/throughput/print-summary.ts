import { contestantNames, type ContestantName, type Summary } from './summarize.js';

const titles: Record<ContestantName, string> = {
  system: 'this system',
  nest: 'Nest’s Kafka server, one create each',
  bare: 'bare loop: kafkajs, SQL, collections',
};

/** The result as a person reads it. */
export function summaryAsText(summary: Summary): string {
  const rows = contestantNames.map((name) => {
    const { eventsPerSecond, rounds, callsPerThousand } = summary[name];
    return [
      `  ${titles[name].padEnd(40)}`,
      `${eventsPerSecond}/s`.padStart(10),
      `${callsPerThousand}`.padStart(18),
      `   ${rounds.join(', ')}`,
    ].join('');
  });
  const { ratios, latency, memory, faults } = summary;
  return [
    '',
    `  ${'email event to Task'.padEnd(40)}${'median'.padStart(10)}${'calls per 1,000'.padStart(18)}   rounds`,
    ...rows,
    '',
    `  this system is ${ratios.systemToBare} of the bare loop, and ${ratios.systemToNest} times Nest’s own server`,
    `  event to Task, idle         p50 ${latency.idle.p50Seconds} s, p95 ${latency.idle.p95Seconds} s`,
    `  event to Task, under load   p50 ${latency.underLoad.p50Seconds} s, p95 ${latency.underLoad.p95Seconds} s`,
    `  activity-logging’s memory   ${memory.restMegabytes} MB at rest, ${memory.mostMegabytes} MB at most`,
    ...processorAsText(summary),
    ...faults.map((fault) => `FAULT ${fault}`),
    '',
  ].join('\n');
}

function processorAsText({ system, bare }: Summary): string[] {
  const roles = Object.keys({ ...system.processorSeconds, ...bare.processorSeconds });
  if (roles.length === 0) return [];
  const seconds = (figures: Summary[ContestantName], role: string) =>
    (figures.processorSeconds[role] ?? 0).toFixed(2).padStart(13);
  return [
    '',
    `  ${'processor seconds for 10,000 emails'.padEnd(40)}  this system    bare loop`,
    ...roles.map((role) => `  ${role.padEnd(40)}${seconds(system, role)}${seconds(bare, role)}`),
  ];
}
