import type { Counts, DemoOptions } from '@ce/demo';
import { type ServiceName, serviceNames, type Standalone } from '@ce/standalone';

/** For `runDemo`: kills every service once, and `killed` tells which it was. */
export function killEveryService(): Required<Pick<DemoOptions, 'onStarted' | 'onCounts'>> & {
  killed: ReadonlySet<ServiceName>;
} {
  const killed = new Set<ServiceName>();
  let standalone: Standalone | undefined;
  return {
    killed,
    onStarted: (started) => {
      standalone = started;
    },
    onCounts: (counts) => {
      for (const name of serviceNames) {
        if (killed.has(name) || !inTheMiddle[name](counts)) continue;
        standalone?.processes[name].kill('SIGKILL');
        killed.add(name);
      }
    },
  };
}

/** When a service dies: some work has reached it and more comes. No moment here can be missed between two looks. */
const inTheMiddle: Record<ServiceName, (counts: Counts) => boolean> = {
  'report-polling': ({ rows }) => rows > 0,
  import: ({ imported }) => imported > 0,
  auth: ({ emails }) => emails > 0,
  'activity-logging': ({ emails }) => emails > 0,
  'field-writeback': ({ writes }) => writes > 0,
};
