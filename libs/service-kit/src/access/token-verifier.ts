import { Inject, Injectable } from '@nestjs/common';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';
import { Logger } from '../logging/logger.js';
import type { KitSettings } from '../settings/kit-settings.js';
import { SETTINGS } from '../settings/settings-token.js';
import { EVERY_WORKSPACE, type Principal, type Role, roles } from './principal.js';

export type Verified =
  | { kind: 'principal'; principal: Principal }
  /** The sender's fault: `detail` says what is wrong with the token. */
  | { kind: 'refused'; detail: string }
  /** The issuer's keys cannot be read, so that nothing can be said of the token. */
  | { kind: 'keys-unavailable' };

/** Signatures by a private key alone: with a shared secret whoever checks a token could also make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];
const CLOCK_SKEW_SECONDS = 5;

const isRole = (name: string): name is Role => (roles as readonly string[]).includes(name);

/** As the contracts have it for every id of ours: an event about another workspace could not be published. */
const workspaceId = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9._:-]+$/);

const claims = z.object({
  sub: z.string().min(1).max(200),
  workspace: z.union([z.literal(EVERY_WORKSPACE), workspaceId]),
  /** A token may serve other applications too, so roles that are not ours say nothing. */
  roles: z
    .array(z.string())
    .default([])
    .transform((names) => names.filter(isRole)),
});

/** Checks signature, algorithm, issuer, audience and expiry, and reads the claims. */
@Injectable()
export class TokenVerifier {
  readonly #keys: JWTVerifyGetKey;

  constructor(
    @Inject(SETTINGS) private readonly settings: KitSettings,
    private readonly log: Logger,
  ) {
    this.#keys = settings.JWT_JWKS.startsWith('{')
      ? createLocalJWKSet(JSON.parse(settings.JWT_JWKS) as JSONWebKeySet)
      : createRemoteJWKSet(new URL(settings.JWT_JWKS), {
          cooldownDuration: settings.JWT_JWKS_COOLDOWN_SECONDS * 1000,
        });
  }

  async verify(token: string): Promise<Verified> {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer: this.settings.JWT_ISSUER,
        audience: this.settings.JWT_AUDIENCE,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp'],
        clockTolerance: CLOCK_SKEW_SECONDS,
      });
      const read = claims.safeParse(payload);
      if (!read.success) return refused(faultOfClaim(String(read.error.issues[0]?.path[0])));
      const { sub, workspace, roles: granted } = read.data;
      return { kind: 'principal', principal: { subject: sub, workspaceId: workspace, roles: granted } };
    } catch (error) {
      const fault = faultOfToken(error);
      if (fault !== undefined) return refused(fault);
      this.log.error('the issuer’s keys cannot be read', { error });
      return { kind: 'keys-unavailable' };
    }
  }
}

function refused(detail: string): Verified {
  return { kind: 'refused', detail: `The token is not accepted. ${detail}` };
}

function faultOfClaim(name: string): string {
  const rule = name === 'workspace' ? ' It takes 1 to 100 letters, digits and . _ : - only.' : '';
  return `Its claim "${name}" is missing or unfit.${rule}`;
}

const keysUnreadable: readonly string[] = [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code];

/** Undefined where the token is not to blame. */
function faultOfToken(error: unknown): string | undefined {
  if (!(error instanceof errors.JOSEError) || keysUnreadable.includes(error.code)) return undefined;
  if (error instanceof errors.JWTExpired) return 'It has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return 'It was issued by somebody else than this service trusts.';
    if (error.claim === 'aud') return 'It was issued for another audience.';
    return `Its claim "${error.claim}" is missing or unfit.`;
  }
  return 'It is not signed by a key of the issuer.';
}
