import supertest from 'supertest';

export interface Answer {
  status: number;
  body: unknown;
  text: string;
}

export interface Client {
  get(path: string): PromiseLike<Answer>;
  put(path: string, body: object): PromiseLike<Answer>;
  /** `type` is the body's content type. */
  post(path: string, body?: object, type?: string): PromiseLike<Answer>;
  delete(path: string): PromiseLike<Answer>;
}

/** The management API with this `authorization` header. */
export function askAs(server: unknown, authorization: string): Client {
  const http = supertest(server as Parameters<typeof supertest>[0]);
  const signed = (request: supertest.Test) => request.set('authorization', authorization);
  return {
    get: (path) => signed(http.get(path)),
    put: (path, body) => signed(http.put(path)).send(body),
    post: (path, body, type = 'application/json') => signed(http.post(path)).type(type).send(body),
    delete: (path) => signed(http.delete(path)),
  };
}
