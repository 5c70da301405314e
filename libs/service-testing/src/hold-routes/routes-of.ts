import type { INestApplication } from '@nestjs/common';
import supertest from 'supertest';

interface Operation {
  requestBody?: object;
  parameters?: { in: string }[];
  responses: Responses;
}

/** By status. */
type Responses = Record<string, { content?: Record<string, { schema?: object }> }>;

export interface DocumentedRoute {
  /** `GET /connections/{id}` */
  route: string;
  access: unknown;
  hasBody: boolean;
  hasQuery: boolean;
  responses: Responses;
}

const methods = ['get', 'put', 'post', 'delete', 'patch'];

/** What the service says of itself in its OpenAPI document. */
export async function documentedRoutes(app: INestApplication): Promise<DocumentedRoute[]> {
  const { body } = (await supertest(app.getHttpServer() as never).get('/openapi.json')) as {
    body: { paths: Record<string, Record<string, Operation & { 'x-access'?: unknown }>> };
  };
  return Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        access: operation['x-access'],
        hasBody: operation.requestBody !== undefined,
        hasQuery: operation.parameters?.some((parameter) => parameter.in === 'query') ?? false,
        responses: operation.responses,
      })),
  );
}

interface Layer {
  route?: { path: string | RegExp; methods: Record<string, boolean> };
}

/** What the service really listens to, spelled alike. */
export function servedRoutes(app: INestApplication): string[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    const path = String(route.path).replaceAll(/:(\w+)/g, '{$1}');
    return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`);
  });
}
