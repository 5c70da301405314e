import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '../access/principal.js';
import { Problem } from '../http/problem.js';
import type { KitSettings } from '../settings/kit-settings.js';
import { SETTINGS } from '../settings/settings-token.js';
import { addressOf } from './address-of.js';

const WINDOW_SECONDS = 60;

/**
 * How many requests somebody may make a minute. Each process counts for itself: a limit protects the process, and the
 * whole allows at most the limit times the replicas.
 */
@Injectable()
export class RequestLimits {
  readonly #principals: RateLimiterMemory;
  readonly #strangers: RateLimiterMemory;

  constructor(
    @Inject(SETTINGS) settings: Pick<KitSettings, 'RATE_LIMIT_PER_MINUTE' | 'RATE_LIMIT_STRANGERS_PER_MINUTE'>,
  ) {
    this.#principals = new RateLimiterMemory({ points: settings.RATE_LIMIT_PER_MINUTE, duration: WINDOW_SECONDS });
    this.#strangers = new RateLimiterMemory({
      points: settings.RATE_LIMIT_STRANGERS_PER_MINUTE,
      duration: WINDOW_SECONDS,
    });
  }

  /** @throws Problem 429 */
  countPrincipal({ workspaceId, subject }: Principal): Promise<void> {
    return count(this.#principals, JSON.stringify([workspaceId, subject]));
  }

  /** Somebody of whom nothing but the address is known. @throws Problem 429 */
  countStranger(ip: string | undefined): Promise<void> {
    return count(this.#strangers, addressOf(ip));
  }
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new Problem(
      {
        status: 429,
        title: 'Too many requests',
        detail: `More than ${limiter.points} requests came within a minute.`,
        fix: `Wait ${seconds} seconds, and send fewer requests: several events or ids fit into one.`,
      },
      { 'retry-after': String(seconds) },
    );
  }
}
