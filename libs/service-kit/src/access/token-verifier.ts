import { Inject, Injectable } from '@nestjs/common';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { KitSettings } from '../settings/kit-settings.js';
import { SETTINGS } from '../settings/settings-token.js';
import { type Principal, roles } from './principal.js';

const claims = z.object({
  sub: z.string().min(1),
  workspace: z.string().min(1),
  roles: z.array(z.enum(roles)).default([]),
});

/** Checks signature, issuer, audience and expiry, and reads the claims. */
@Injectable()
export class TokenVerifier {
  readonly #keys: JWTVerifyGetKey;

  constructor(@Inject(SETTINGS) private readonly settings: KitSettings) {
    this.#keys = settings.JWT_JWKS.startsWith('{')
      ? createLocalJWKSet(JSON.parse(settings.JWT_JWKS) as JSONWebKeySet)
      : createRemoteJWKSet(new URL(settings.JWT_JWKS));
  }

  async verify(token: string): Promise<Principal | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer: this.settings.JWT_ISSUER,
        audience: this.settings.JWT_AUDIENCE,
      });
      const { sub, workspace, roles: granted } = claims.parse(payload);
      return { subject: sub, workspaceId: workspace, roles: granted };
    } catch {
      return undefined;
    }
  }
}
