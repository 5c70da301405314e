import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Problem } from '../http/problem.js';
import type { KitSettings } from '../settings/kit-settings.js';
import { SETTINGS } from '../settings/settings-token.js';
import { type Access, ACCESS, type Principal, type Role } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

const includes: Record<Role, readonly Role[]> = {
  admin: ['admin', 'operator', 'viewer'],
  operator: ['operator', 'viewer'],
  viewer: ['viewer'],
  publisher: ['publisher'],
};

/** Global: every HTTP route asks for a token unless it says otherwise. Bus messages pass. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    @Inject(SETTINGS) private readonly settings: KitSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]) ?? {
      kind: 'roles',
      roles: ['viewer'],
    };
    if (access.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<Request & { principal?: Principal }>();
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw unauthorized('No bearer token was sent.');
    if (access.kind === 'internal') {
      if (!sameText(token, this.settings.INTERNAL_TOKEN.reveal())) throw unauthorized('The internal token is wrong.');
      return true;
    }
    const principal = await this.verifier.verify(token);
    if (principal === undefined) throw unauthorized('The token is expired, or not signed for this service.');
    const held = new Set(principal.roles.flatMap((role) => includes[role]));
    if (!access.roles.some((role) => held.has(role))) throw forbidden(access.roles);
    request.principal = principal;
    return true;
  }
}

function sameText(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

function unauthorized(detail: string): Problem {
  return new Problem({
    status: 401,
    title: 'Unauthorized',
    detail,
    fix: 'Send "Authorization: Bearer <token>" with a valid token.',
  });
}

function forbidden(needed: readonly Role[]): Problem {
  return new Problem({
    status: 403,
    title: 'Forbidden',
    detail: `This needs the role ${needed.join(' or ')}.`,
    fix: 'Ask for a token with that role.',
  });
}
