import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { Problem } from '../http/problem.js';
import { RequestLimits } from '../limit-requests/request-limits.js';
import type { KitSettings } from '../settings/kit-settings.js';
import { SETTINGS } from '../settings/settings-token.js';
import { type Access, ACCESS, type Principal, type Role } from './principal.js';
import { forbidden, keysUnavailable, unauthorized } from './refusals.js';
import { TokenVerifier } from './token-verifier.js';

const includes: Record<Role, readonly Role[]> = {
  admin: ['admin', 'operator', 'viewer'],
  operator: ['operator', 'viewer'],
  viewer: ['viewer'],
  publisher: ['publisher'],
};

type Asked = Request & { principal?: Principal };

/** Global: every HTTP route asks for a token unless it says otherwise. Bus messages pass. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly limits: RequestLimits,
    @Inject(SETTINGS) private readonly settings: KitSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]) ?? { kind: 'roles', roles: ['viewer'] };
    const request = context.switchToHttp().getRequest<Asked>();
    if (access.kind === 'public') {
      if (access.limited) await this.limits.countStranger(request.ip);
      return true;
    }
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return this.#refuse(request, unauthorized('No bearer token was sent.'));
    return access.kind === 'internal'
      ? this.#admitService(request, token)
      : this.#admitPrincipal(request, token, access.roles);
  }

  async #admitService(request: Asked, token: string): Promise<boolean> {
    const { INTERNAL_TOKEN, INTERNAL_TOKEN_PREVIOUS } = this.settings;
    const accepted = [INTERNAL_TOKEN, ...(INTERNAL_TOKEN_PREVIOUS === undefined ? [] : [INTERNAL_TOKEN_PREVIOUS])];
    // Each is compared, so that the time tells nothing of which one it is.
    const fits = accepted.map((secret) => sameText(token, secret.reveal()));
    return fits.includes(true) || this.#refuse(request, unauthorized('The internal token is wrong.'));
  }

  async #admitPrincipal(request: Asked, token: string, needed: readonly Role[]): Promise<boolean> {
    const verified = await this.verifier.verify(token);
    if (verified.kind === 'keys-unavailable') throw keysUnavailable();
    if (verified.kind === 'refused') return this.#refuse(request, unauthorized(verified.detail));
    const { principal } = verified;
    await this.limits.countPrincipal(principal);
    const held = new Set(principal.roles.flatMap((role) => includes[role]));
    if (!needed.some((role) => held.has(role))) throw forbidden(needed);
    request.principal = principal;
    return true;
  }

  /** Who fails to prove anything is counted by address, so that nobody can try tokens without end. */
  async #refuse(request: Asked, problem: Problem): Promise<never> {
    await this.limits.countStranger(request.ip);
    throw problem;
  }
}

function sameText(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
