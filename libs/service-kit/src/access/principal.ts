import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '../describe-api/decorators.js';

/** `viewer` reads, `operator` also replays and enrolls, `admin` also connects and disconnects, `publisher` posts events. */
export const roles = ['viewer', 'operator', 'admin', 'publisher'] as const;
export type Role = (typeof roles)[number];

/**
 * The `workspace` claim of CE's own services, which publish events of every workspace.
 * Of the management APIs it opens the dead letters alone, which no single workspace owns.
 */
export const EVERY_WORKSPACE = '*';

/** Who calls: from the token's `sub`, `workspace` and `roles` claims. */
export interface Principal {
  subject: string;
  workspaceId: string;
  roles: readonly Role[];
}

export const ACCESS = Symbol('access');
export type Access =
  { kind: 'public'; limited: boolean } | { kind: 'internal' } | { kind: 'roles'; roles: readonly Role[] };

/** Shows in the OpenAPI document what the guard asks for: `public`, `internal`, or the roles of which one is enough. */
export const ACCESS_EXTENSION = 'x-access';

/**
 * No token needed. For callbacks that carry their own proof; health and metrics are not counted against a rate limit
 * either, because whoever asks for them must always get an answer.
 */
export const Public = ({ limited = true }: { limited?: boolean } = {}) =>
  applyDecorators(
    SetMetadata(ACCESS, { kind: 'public', limited } satisfies Access),
    ApiExtension(ACCESS_EXTENSION, 'public'),
  );

/** Only our own services, with the internal token. */
export const InternalOnly = () =>
  applyDecorators(
    SetMetadata(ACCESS, { kind: 'internal' } satisfies Access),
    ApiExtension(ACCESS_EXTENSION, 'internal'),
  );

/** Any one of the roles is enough; `admin` includes `operator` includes `viewer`. Without it, `viewer` is asked. */
export const RequireRole = (...anyOf: Role[]) =>
  applyDecorators(
    SetMetadata(ACCESS, { kind: 'roles', roles: anyOf } satisfies Access),
    ApiExtension(ACCESS_EXTENSION, anyOf),
  );

/** The `Principal` of the request, for handlers that are neither public nor internal. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<{ principal?: Principal }>();
  if (principal === undefined) throw new Error('CurrentPrincipal is used on a handler that asks for no token.');
  return principal;
});
