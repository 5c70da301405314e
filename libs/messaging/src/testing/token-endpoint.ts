import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TokenEndpoint {
  readonly tokenUrl: string;
  /** Where the broker finds the key. */
  readonly jwksUrl: string;
  readonly audience: string;
  readonly issuer: string;
  /** How it answers from now on: as it should, with tokens that nobody trusts, or not at all. */
  answers: 'well' | 'foreign' | 'away';
  /** Tokens that were handed out. */
  issued: number;
  close(): Promise<void>;
}

/** An identity provider with the client credentials grant; it knows one client, `mail-room` with `hunter2`. */
export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), alg: 'RS256', kid: 'own', use: 'sig' }] };
  const credentials = `Basic ${Buffer.from('mail-room:hunter2').toString('base64')}`;
  const server = createServer((request, response) => {
    if (request.url === '/jwks') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(jwks));
    } else if (endpoint.answers === 'away') response.writeHead(503).end();
    else if (request.headers.authorization !== credentials) response.writeHead(401).end();
    else {
      endpoint.issued += 1;
      const { privateKey } = endpoint.answers === 'well' ? own : foreign;
      void new SignJWT({ scope: 'kafka' })
        .setProtectedHeader({ alg: 'RS256', kid: 'own' })
        .setSubject('mail-room')
        .setAudience(endpoint.audience)
        .setIssuer(endpoint.issuer)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey)
        .then((token) => response.writeHead(200).end(JSON.stringify({ access_token: token, expires_in: 300 })));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const endpoint: TokenEndpoint = {
    tokenUrl: `${url}/token`,
    jwksUrl: `${url}/jwks`,
    audience: 'kafka',
    issuer: url,
    answers: 'well',
    issued: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return endpoint;
}
