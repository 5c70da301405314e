import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { LIFETIME } from './authorization-requests.js';

const NONCE = /^[\w-]{43}$/;

/** Ties a person's way to Salesforce and back to one browser. `callbackUrl` is on the host that both ends of it share. */
export function giveBrowserNonce(request: Request, response: Response, callbackUrl: string): void {
  // The same for all that this browser has under way, so that two authorisations do not end each other.
  const nonce = browserNonce(request, callbackUrl) ?? randomBytes(32).toString('base64url');
  response.cookie(cookieName(callbackUrl), nonce, {
    httpOnly: true,
    // Lax, because Salesforce's redirect comes from another site; with a POST from there it does not travel.
    sameSite: 'lax',
    secure: isSecure(callbackUrl),
    path: '/',
    maxAge: LIFETIME * 1_000,
  });
}

/** Null: this browser has none. */
export function browserNonce(request: Pick<Request, 'headers'>, callbackUrl: string): string | null {
  const name = cookieName(callbackUrl);
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return value !== undefined && NONCE.test(value) ? value : null;
}

/** Hosts beside ours count as one site with it, so that Lax does not hold them off. Old browsers do not say. */
export function isFromOwnPage({ headers }: Pick<Request, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

export function hashOfNonce(nonce: string): string {
  return createHash('sha256').update(nonce).digest('hex');
}

/** The prefix keeps other hosts of the domain from setting it; browsers take it over https alone. */
function cookieName(callbackUrl: string): string {
  return isSecure(callbackUrl) ? '__Host-ce-authorization' : 'ce-authorization';
}

function isSecure(callbackUrl: string): boolean {
  return callbackUrl.startsWith('https:');
}
