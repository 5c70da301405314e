import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchOAuthToken, TokenRefused } from './fetch-oauth-token.js';

describe('fetchOAuthToken', () => {
  let server: Server | undefined;
  const seen: { authorization?: string; body: string }[] = [];

  const serve = async (status: number, body: string) => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => (text += part.toString()));
      request.on('end', () => {
        seen.push({ authorization: request.headers.authorization, body: text });
        response.writeHead(status).end(body);
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    return { tokenUrl: `http://127.0.0.1:${port}/token`, clientId: 'id', clientSecret: 'hunter2', scope: 'kafka' };
  };

  afterEach(() => {
    server?.close();
  });

  it('asks with the client’s credentials', async () => {
    expect(await fetchOAuthToken(await serve(200, '{"access_token":"t"}'))).toEqual({ value: 't' });
    expect(seen.at(-1)).toEqual({
      authorization: 'Basic aWQ6aHVudGVyMg==',
      body: 'grant_type=client_credentials&scope=kafka',
    });
  });

  it.each([
    [401, '{"error":"hunter2"}', 'it answered 401'],
    [200, '{"token":"hunter2"}', 'its answer holds no access_token'],
    [200, '<html>hunter2', 'its answer holds no access_token'],
  ])('says what is wrong with %i %s, and no secret', async (status, body, what) => {
    const error = await fetchOAuthToken(await serve(status, body)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TokenRefused);
    expect(String(error)).toContain(what);
    expect(String(error)).not.toContain('hunter2');
  });
});
