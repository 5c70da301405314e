import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';

export interface TakingMember {
  /** Resolves with the exit code, or null after SIGKILL. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface Taken {
  readonly id: string;
  readonly key: string;
  readonly subject: string;
  readonly partition: number;
  readonly at: Date;
}

/** Where the members write down what they take, in the order in which they did. */
export async function createTaken(dataSource: DataSource): Promise<void> {
  await dataSource.query(`create table taken (
    place bigint generated always as identity primary key,
    id text not null, key text not null, subject text not null,
    topic text not null, partition int not null, at timestamptz not null)`);
}

/** A replica in a process of its own; resolves when the group has taken it in. */
export async function startTakingMember(options: {
  url: string;
  schema: string;
  group: string;
  settings: Record<string, string>;
}): Promise<TakingMember> {
  const script = fileURLToPath(new URL('./taking-member.ts', import.meta.url));
  const child = fork(script, [JSON.stringify(options)], {
    execArgv: ['--conditions=@ce/source', '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => Promise.reject(new Error(`The member ended with ${code} before it had joined.`))),
  ]);
  return {
    end: async (signal) => {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
