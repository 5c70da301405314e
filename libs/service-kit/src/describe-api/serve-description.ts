import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import { applyDescriptions } from './decorators.js';
import { describeAccess } from './describe-access.js';

const DESCRIPTION = /^\/(docs|docs-yaml|openapi\.json)(\/|$)/i;

/** The OpenAPI document and its page, built when somebody asks for the first time. */
export function serveDescription(app: NestExpressApplication, name: string, summary: string): RequestHandler {
  let pages: Promise<Router> | undefined;
  return (request: Request, response: Response, next: NextFunction) => {
    if (!DESCRIPTION.test(request.path)) {
      next();
      return;
    }
    pages ??= buildPages(app, name, summary);
    pages.then(
      (router) => {
        router(request, response, next);
      },
      (error: unknown) => {
        pages = undefined;
        next(error);
      },
    );
  };
}

async function buildPages(app: NestExpressApplication, name: string, summary: string): Promise<Router> {
  const swagger = await import('@nestjs/swagger');
  applyDescriptions(swagger);
  const { DocumentBuilder, SwaggerModule } = swagger;
  const document = new DocumentBuilder()
    .setTitle(name)
    .setDescription(summary)
    .setVersion('1')
    .addBearerAuth({ type: 'http', bearerFormat: 'JWT' }, 'bearer')
    .addBearerAuth({ type: 'http', description: 'The token of our own services.' }, 'internal')
    .build();
  const router = Router();
  SwaggerModule.setup(
    'docs',
    withRoutesOn(router, app),
    () => describeAccess(SwaggerModule.createDocument(app, document)),
    { jsonDocumentUrl: 'openapi.json' },
  );
  return router;
}

/** Nest has closed the application's own list of routes by then. */
function withRoutesOn(router: Router, app: NestExpressApplication): NestExpressApplication {
  const adapter = new ExpressAdapter(router);
  return Object.create(app, {
    getHttpAdapter: { value: () => adapter },
    useStaticAssets: { value: adapter.useStaticAssets.bind(adapter) },
  }) as NestExpressApplication;
}
