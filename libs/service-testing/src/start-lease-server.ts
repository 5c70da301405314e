import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LeaseAnswer, LeaseRequest, LeaseSettlement } from '@ce/contracts';

export interface LeaseServer {
  /** For `AUTH_URL`. */
  url: string;
  /** Every request for a lease and every settlement, in their order. */
  requests: LeaseRequest[];
  settlements: LeaseSettlement[];
  /** Answers all further requests with this; undefined grants again. */
  refuseWith(answer: Exclude<LeaseAnswer, { kind: 'granted' }> | undefined): void;
  stop(): Promise<void>;
}

/** Stands in for auth's lease endpoint: grants what is asked, for the org of that connection. */
export async function startLeaseServer(
  sessionOf: (connectionId: string) => { accessToken: string; instanceUrl: string },
): Promise<LeaseServer> {
  const requests: LeaseRequest[] = [];
  const settlements: LeaseSettlement[] = [];
  let refusal: Exclude<LeaseAnswer, { kind: 'granted' }> | undefined;
  const answer = (request: LeaseRequest): LeaseAnswer =>
    refusal ?? {
      kind: 'granted',
      leaseId: randomUUID(),
      calls: request.calls,
      ...sessionOf(request.connectionId),
      generation: 1,
      apiVersion: '62.0',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    };
  const server = createServer((request, response) => {
    const grant = (asked: LeaseRequest) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(asked)));
    void bodyOf(request).then((body) => {
      if (request.url?.endsWith('/settle') === true) {
        const settlement = body as LeaseSettlement;
        settlements.push(settlement);
        const { connectionId, next } = settlement;
        return next === undefined ? response.writeHead(204).end() : grant({ connectionId, ...next });
      }
      requests.push(body as LeaseRequest);
      return grant(body as LeaseRequest);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    settlements,
    refuseWith: (next) => {
      refusal = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
}
