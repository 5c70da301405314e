import { describe, expect, it } from 'vitest';
import { processorBetween, readProcessor, readStat, sumByRole } from './watch-processor.js';

const entry = (pid: number, parent: number, command: string, seconds = 1) => ({ pid, parent, command, seconds });

describe('processor time', () => {
  it('is read from a line of /proc, whatever the process is called', () => {
    const stat = '42 (node (a) b) S 7 42 42 0 -1 4194560 1 2 3 4 250 50 0 0 20 0 11 0 1';
    expect(readStat(stat)).toEqual({ parent: 7, seconds: 3 });
  });

  it('is summed for what this process started and for its database, and for nothing else', () => {
    const entries = [
      entry(10, 1, 'node tools/bench/dist/main.js throughput'),
      entry(11, 10, 'node --flag apps/activity-logging/dist/main.js', 5),
      entry(12, 10, 'node /x/tools/bench/dist/throughput/contestants/bare.js {"databaseUrl":"postgres://…"}', 2),
      entry(13, 10, 'java -cp jars kafka.Kafka server.properties', 3),
      entry(14, 10, 'node /x/tools/salesforce-simulator/dist/main.js'),
      entry(20, 1, '/x/bin/postgres -D /tmp/ce-bench-1/postgres/cluster'),
      entry(21, 20, 'postgres: postgres conversational_email', 4),
      entry(30, 1, '/x/bin/postgres -D /tmp/ce-bench-2/postgres/cluster'),
      entry(31, 30, 'postgres: somebody else’s'),
      entry(32, 1, 'node apps/auth/dist/main.js'),
    ];
    expect(sumByRole(entries, 10, '/tmp/ce-bench-1')).toEqual({
      ...{ 'publisher and counting': 1, 'activity-logging': 5, 'contestant bare': 2 },
      ...{ broker: 3, simulator: 1, PostgreSQL: 5 },
    });
  });

  it('between two looks is what was added', () => {
    expect(processorBetween({ a: 1, b: 2 }, { a: 1.5, b: 2, c: 3 })).toEqual({ a: 0.5, c: 3 });
  });

  it.runIf(process.platform === 'linux')('of this process is found', async () => {
    expect((await readProcessor('/nowhere'))['publisher and counting']).toBeGreaterThan(0);
  });
});
