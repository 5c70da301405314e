import type { GrantedLease, LeaseAnswer, LeaseSettlement } from '@ce/contracts';
import type { OrgSession, SalesforceOrg } from '@ce/salesforce';
import type { LeaseClient } from './lease-client.js';
import type { OrgWork } from './with-org.js';

/** Thrown through the work when the calls or the connection end under it; `makeWithOrg` makes an answer of it. */
export class LeaseRefused extends Error {
  override readonly name = 'LeaseRefused';

  constructor(readonly answer: Exclude<LeaseAnswer, { kind: 'granted' }>) {
    super(answer.reason);
  }
}

/** The leases behind one work: one at a time, the next one before the calls of the last are passed. */
export class LeasedCalls {
  #spent = 0;
  #settledCalls = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly leases: LeaseClient,
    private readonly request: OrgWork,
    private lease: GrantedLease,
  ) {}

  session(): OrgSession {
    const { accessToken, instanceUrl, apiVersion } = this.lease;
    return { accessToken, instanceUrl, apiVersion };
  }

  /** Before each call; takes a further lease when this one is spent. */
  spendCall(org: SalesforceOrg): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#spent >= this.lease.calls) {
        await this.#adopt(org, await this.#ask(undefined));
      }
      this.#spent += 1;
    });
  }

  /** After a refused access token: a session with a newer one, or null where auth has no newer one. */
  renew(org: SalesforceOrg): Promise<OrgSession | null> {
    return this.#inTurn(async () => {
      const refused = this.lease.generation;
      await this.#adopt(org, await this.#ask(refused));
      return this.lease.generation === refused ? null : this.session();
    });
  }

  /** @param next a further lease, for the work that follows */
  settle(org: SalesforceOrg, next?: LeaseSettlement['next']): Promise<GrantedLease | null> {
    const calls = org.callsMade - this.#settledCalls;
    this.#settledCalls = org.callsMade;
    return this.leases.settle(this.lease, {
      connectionId: this.request.connectionId,
      calls,
      orgUsage: org.orgUsage,
      dailyLimitHit: org.dailyLimitHit,
      refusedRight: org.refusedRight,
      ...(next === undefined ? {} : { next }),
    });
  }

  async #ask(refusedGeneration: number | undefined): Promise<GrantedLease> {
    const { connectionId, kind, calls } = this.request;
    const answer = await this.leases.lease({
      connectionId,
      kind,
      calls,
      ...(refusedGeneration === undefined ? {} : { refusedGeneration }),
    });
    if (answer.kind !== 'granted') throw new LeaseRefused(answer);
    return answer;
  }

  async #adopt(org: SalesforceOrg, next: GrantedLease): Promise<void> {
    await this.settle(org);
    this.lease = next;
    this.#spent = 0;
  }

  /** Calls of one work may run side by side; leases are taken one after the other. */
  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(step);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}
