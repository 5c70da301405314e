import {
  type GrantedLease,
  leaseAnswer,
  type LeaseAnswer,
  type LeaseRequest,
  type LeaseSettlement,
} from '@ce/contracts';
import { LeaseError } from './lease-error.js';

export interface LeaseClientOptions {
  authUrl: string;
  /** The internal token, revealed. */
  token: string;
  timeoutMs: number;
}

/** How long to leave a connection alone that auth does not know. Milliseconds. */
const UNKNOWN_CONNECTION_MS = 60_000;

/** auth's lease endpoint. */
export class LeaseClient {
  constructor(private readonly options: LeaseClientOptions) {}

  /** @throws LeaseError when auth is away or answers something else than agreed; always worth another try. */
  async lease(request: LeaseRequest): Promise<LeaseAnswer> {
    const { status, body } = await this.#post('/internal/leases', request);
    if (status === 404) {
      return {
        kind: 'unavailable',
        reason: 'The connection is not known.',
        fix: 'Connect the org, or end what still names the connection.',
        retryAt: new Date(Date.now() + UNKNOWN_CONNECTION_MS).toISOString(),
      };
    }
    const parsed = leaseAnswer.safeParse(body);
    if (status >= 300 || !parsed.success) throw new LeaseError(`auth answered a lease request with ${status}`);
    return parsed.data;
  }

  /**
   * Never throws: a lease that is not settled counts as spent until `expiresAt`, and its calls return then.
   * @returns the lease that `next` asked for, where it was granted
   */
  async settle(lease: GrantedLease, settlement: LeaseSettlement): Promise<GrantedLease | null> {
    try {
      const { body } = await this.#post(`/internal/leases/${encodeURIComponent(lease.leaseId)}/settle`, settlement);
      const next = settlement.next === undefined ? undefined : leaseAnswer.safeParse(body).data;
      return next?.kind === 'granted' ? next : null;
    } catch (error) {
      if (!(error instanceof LeaseError)) throw error;
      return null;
    }
  }

  async #post(path: string, content: unknown): Promise<{ status: number; body: unknown }> {
    try {
      const response = await fetch(new URL(path, this.options.authUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.options.token}` },
        body: JSON.stringify(content),
        signal: AbortSignal.timeout(this.options.timeoutMs),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    } catch (error) {
      throw new LeaseError('auth did not answer a lease request', { cause: error });
    }
  }
}
