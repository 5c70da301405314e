import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void;

export interface ScriptedServer {
  url: string;
  seen: SeenRequest[];
  close(): Promise<void>;
}

/** Gives the answers one after the other, the last one for ever. */
export async function startScriptedServer(...answers: Answer[]): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      (answers[seen.length - 1] ?? answers.at(-1))?.(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function text(status: number, body: string, contentType = 'text/html; charset=UTF-8'): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': contentType });
    response.end(body);
  };
}

/** Takes the whole request, then breaks the connection. */
export const hangUp: Answer = (_, response) => void response.socket?.destroy();

/** Takes the whole request and never answers. */
export const neverAnswer: Answer = () => undefined;

/** Breaks off in the middle of the body. */
export const breakOff: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"compositeResponse":[');
  setTimeout(() => response.socket?.destroy(), 20);
};
