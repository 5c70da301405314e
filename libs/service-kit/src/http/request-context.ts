import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { withLogContext } from '../logging/log-context.js';
import type { Logger } from '../logging/logger.js';

const QUIET = /^\/(health|metrics)(\/|$)/;

/** Gives every request an id, echoes it as `x-request-id`, and logs one line at its end. */
export function requestContext(log: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const requestId = headerOf(request, 'x-request-id') ?? randomUUID();
    const correlationId = headerOf(request, 'x-correlation-id');
    response.setHeader('x-request-id', requestId);
    const started = performance.now();
    withLogContext({ requestId, ...(correlationId === undefined ? {} : { correlationId }) }, () => {
      if (!QUIET.test(request.path)) {
        response.once('finish', () => {
          log.info('request', {
            method: request.method,
            // The path without its query: queries may carry codes and tokens.
            path: request.path,
            status: response.statusCode,
            ms: Math.round(performance.now() - started),
          });
        });
      }
      next();
    });
  };
}

function headerOf(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value) ? value : undefined;
}
