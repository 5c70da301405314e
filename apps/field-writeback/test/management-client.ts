import type { TestService } from '@ce/service-testing';
import supertest from 'supertest';

export type Client = (
  workspaceId: string,
  ...roles: string[]
) => Promise<{ get: (path: string) => supertest.Test; post: (path: string, body: object) => supertest.Test }>;

/** Somebody of a workspace, with these roles. */
export function clientFor(service: TestService): Client {
  return async (workspaceId, ...roles) => {
    const authorization = await service.tokens.bearer(workspaceId, ...roles);
    const http = supertest(service.app.getHttpServer() as Parameters<typeof supertest>[0]);
    return {
      get: (path) => http.get(path).set('authorization', authorization),
      post: (path, body) => http.post(path).set('authorization', authorization).send(body),
    };
  };
}
