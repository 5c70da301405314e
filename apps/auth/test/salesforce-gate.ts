import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Exchange {
  path: string;
  form: URLSearchParams;
  answer: string;
}

interface Hold {
  at: 'request' | 'answer';
  grantType: string;
  arrive: () => void;
  gone: Promise<void>;
}

/** A held token request or answer. */
export interface Held {
  /** Settles when the token request is here, or Salesforce's answer to it. */
  arrived: Promise<void>;
  /** Lets it go on its way, unless whoever waited has died. */
  release: () => void;
}

/** Stands between auth and the simulated Salesforce: writes down what passes, and holds token calls at either end. */
export class SalesforceGate {
  readonly exchanges: Exchange[] = [];
  #holds: Hold[] = [];
  #away = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(salesforce: string): Promise<SalesforceGate> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const gate = new SalesforceGate(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      gate.#pass(request, response, salesforce).catch(() => response.destroy());
    });
    return gate;
  }

  /** The next token call of this grant type: before Salesforce sees it, or after it has answered. */
  hold(at: Hold['at'], grantType = 'refresh_token'): Held {
    let arrive: () => void = () => undefined;
    let release: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const gone = new Promise<void>((resolve) => (release = resolve));
    this.#holds.push({ at, grantType, arrive, gone });
    return { arrived, release };
  }

  /** Every connection breaks without an answer. */
  goAway(away: boolean): void {
    this.#away = away;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  async #pass(request: IncomingMessage, response: ServerResponse, salesforce: string): Promise<void> {
    const body = await textOf(request);
    if (this.#away) return void response.destroy();
    const form = new URLSearchParams(body);
    const hold = this.#take(form.get('grant_type'));
    if (hold?.at === 'request') await waitFor(hold);
    if (response.destroyed) return;
    const answer = await forward(request, body, salesforce);
    const path = new URL(request.url ?? '/', this.url).pathname;
    this.exchanges.push({ path, form, answer: answer.body });
    if (hold?.at === 'answer') await waitFor(hold);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  #take(grantType: string | null): Hold | undefined {
    const index = this.#holds.findIndex((hold) => hold.grantType === grantType);
    return index < 0 ? undefined : this.#holds.splice(index, 1)[0];
  }
}

async function waitFor(hold: Hold): Promise<void> {
  hold.arrive();
  await hold.gone;
}

async function forward(request: IncomingMessage, body: string, salesforce: string) {
  const { pathname, search } = new URL(request.url ?? '/', salesforce);
  // The host header stays as it came: Salesforce answers with addresses of the host that was asked.
  const outgoing = send(new URL(`${pathname}${search}`, salesforce), {
    method: request.method,
    headers: request.headers,
    agent: false,
  });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { 'transfer-encoding': _, ...headers } = incoming.headers;
  return { status: incoming.statusCode ?? 500, headers, body: await textOf(incoming) };
}

async function textOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
