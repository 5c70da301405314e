import { OAuthError } from './oauth-error.js';

interface Forced {
  readonly refusal: OAuthError;
  left: number;
}

/** Refusals that a test orders for the next calls of the token endpoint, whatever those calls would deserve. */
export class ForcedRefusals {
  private readonly waiting: Forced[] = [];

  order(error: string, description: string, status: number, times: number): void {
    this.waiting.push({ refusal: new OAuthError(error, description, status), left: times });
  }

  throwIfOrdered(): void {
    const next = this.waiting[0];
    if (next === undefined) return;
    next.left -= 1;
    if (next.left <= 0) this.waiting.shift();
    throw next.refusal;
  }
}
