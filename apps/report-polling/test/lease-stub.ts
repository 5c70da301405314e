import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LeaseAnswer, LeaseRequest } from '@ce/contracts';
import type { Simulator } from '@ce/salesforce-simulator';

export interface LeaseStub {
  url: string;
  /** Answers instead of a granted lease, for as long as it is set. */
  answer: LeaseAnswer | null;
  requests: LeaseRequest[];
  close(): Promise<void>;
}

/** auth's lease endpoint, as far as its clients see it: grants what is asked with a fixed token of the simulator's org. */
export async function startLeaseStub(simulator: Simulator, accessToken: string): Promise<LeaseStub> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url !== '/internal/leases') return response.writeHead(204).end();
      const wanted = JSON.parse(body) as LeaseRequest;
      stub.requests.push(wanted);
      response.end(JSON.stringify(stub.answer ?? granted(simulator, accessToken, wanted, stub.requests.length)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stub: LeaseStub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: null,
    requests: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return stub;
}

function granted(simulator: Simulator, accessToken: string, wanted: LeaseRequest, number: number): LeaseAnswer {
  return {
    kind: 'granted',
    leaseId: `lease-${number}`,
    calls: wanted.calls,
    accessToken,
    generation: number,
    instanceUrl: simulator.url,
    apiVersion: '62.0',
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  };
}
