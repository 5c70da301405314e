import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gate {
  url: string;
  /** Requests that nobody has answered yet. */
  held(): number;
  /** From now on requests wait. */
  close(): void;
  /** Lets those that wait through, and all that come. */
  open(): void;
  stop(): Promise<void>;
}

/** An org that can stop answering: passes requests on to the real one, or keeps them. */
export async function startGate(org: string): Promise<Gate> {
  const waiting: (() => void)[] = [];
  let closed = false;
  const server = createServer((request, response) => {
    const pass = async () => {
      const answer = await fetch(`${org}${request.url ?? ''}`, {
        method: request.method ?? 'GET',
        headers: headersOf(request),
        ...(request.method === 'POST' ? { body: await bodyOf(request) } : {}),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    };
    const passOrBreak = () => void pass().catch(() => response.destroy());
    if (closed) waiting.push(passOrBreak);
    else passOrBreak();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const open = () => {
    closed = false;
    for (const pass of waiting.splice(0)) pass();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held: () => waiting.length,
    close: () => {
      closed = true;
    },
    open,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const kept = ['authorization', 'content-type', 'accept'];
  return Object.fromEntries(
    kept.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
