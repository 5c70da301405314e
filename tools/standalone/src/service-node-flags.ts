/**
 * As the image has them in NODE_OPTIONS. Node takes memory as long as the machine has some; these keep a service within
 * 250 MB under load (docs/performance.md).
 */
export const MEMORY_FLAGS = ['--max-old-space-size=192', '--max-semi-space-size=8'] as const;

/**
 * As the image and the chart have them in their commands, since Node does not take them from NODE_OPTIONS. Several threads
 * that collect the young space get in each other's way where a service has one core or two. With so small an old space Node
 * marks the whole heap after each growth by three tenths, which under load took a fifth of all time; after growth by eight
 * tenths it takes about half of that, for some 10 MB.
 */
export const COMMAND_FLAGS = ['--no-parallel-scavenge', '--heap-growing-percent=80'] as const;

/**
 * Node 20 collects fastest with one thread for everything. In Node 24, which the image has, that thread lags behind: a
 * service takes 60 MB more under load.
 */
const COMMAND_FLAGS_OF_NODE_20 = ['--single-threaded-gc', '--heap-growing-percent=80'] as const;

/**
 * As the image has it. glibc gives threads pools of their own, which keep some 5 MB that nobody uses in a process whose
 * threads allocate as little as Node's.
 */
export const ALLOCATOR_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' } as const;

export function serviceNodeFlags(nodeVersion: string): string[] {
  const isNode20 = nodeVersion.startsWith('20.');
  return [...MEMORY_FLAGS, ...(isNode20 ? COMMAND_FLAGS_OF_NODE_20 : COMMAND_FLAGS)];
}
