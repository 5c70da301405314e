import type { Answer, Call } from '../http/route.js';

/** A request as the OAuth rules see it. */
export interface OAuthRequest {
  /** Scheme, host and port under which the caller reached the simulator. */
  readonly origin: string;
  readonly query: URLSearchParams;
  /** Form fields of a POST; empty for other requests. */
  readonly form: URLSearchParams;
  readonly authorization: string | null;
}

export function oauthRequest(call: Pick<Call, 'origin' | 'query' | 'headers' | 'rawBody' | 'method'>): OAuthRequest {
  return {
    origin: call.origin,
    query: call.query,
    form: new URLSearchParams(call.method === 'POST' ? call.rawBody : ''),
    authorization: call.headers.authorization ?? null,
  };
}

export function html(content: string, status = 200): Answer {
  return { status, text: { contentType: 'text/html;charset=UTF-8', content } };
}

export function plainText(content: string, status: number): Answer {
  return { status, text: { contentType: 'text/plain;charset=UTF-8', content } };
}

export function redirect(location: string): Answer {
  return { status: 302, headers: { location } };
}

export function bearerToken(request: OAuthRequest): string | null {
  const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.authorization ?? '');
  return header?.[1] ?? request.query.get('oauth_token') ?? request.form.get('access_token');
}
