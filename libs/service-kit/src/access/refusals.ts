import { Problem } from '../http/problem.js';
import type { Role } from './principal.js';

export function unauthorized(detail: string): Problem {
  return new Problem(
    {
      status: 401,
      title: 'Unauthorized',
      detail,
      fix: 'Send "Authorization: Bearer <token>" with a valid token.',
    },
    { 'www-authenticate': 'Bearer' },
  );
}

export function forbidden(needed: readonly Role[]): Problem {
  return new Problem({
    status: 403,
    title: 'Forbidden',
    detail: `This needs the role ${needed.join(' or ')}.`,
    fix: 'Ask for a token with that role.',
  });
}

export function keysUnavailable(): Problem {
  return new Problem(
    {
      status: 503,
      title: 'Tokens cannot be checked',
      detail: 'The keys of the token issuer cannot be read at the moment.',
      fix: 'Try again; if it stays, tell the operators of this service.',
    },
    { 'retry-after': '5' },
  );
}
