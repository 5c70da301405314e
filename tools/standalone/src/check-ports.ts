import { createServer } from 'node:net';
import type { ServiceName } from './service-names.js';

/** @throws Error naming every port that a service would not get */
export async function checkPorts(ports: Partial<Record<ServiceName, number>>): Promise<void> {
  const problems = await Promise.all(
    Object.entries(ports).map(async ([name, port]) => {
      const code = await refusalOf(port);
      if (code === undefined) return [];
      const why = code === 'EADDRINUSE' ? 'is used by another program' : `cannot be opened (${code})`;
      return [`Port ${port}, for ${name}, ${why}.`];
    }),
  );
  const said = problems.flat();
  if (said.length === 0) return;
  throw new Error([...said, 'End what uses it, or choose other ports: --port names the first of five.'].join('\n'));
}

async function refusalOf(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}
