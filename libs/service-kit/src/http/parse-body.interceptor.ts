import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { json } from 'express';
import type { Observable } from 'rxjs';

export const MAX_BODY = '5mb';

const parse = json({
  limit: MAX_BODY,
  type: ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'],
});

/** Global, and no middleware: guards come before interceptors, so that nobody without a token makes a service parse. */
@Injectable()
export class ParseBody implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() === 'http') {
      const http = context.switchToHttp();
      await parsed(http.getRequest<Request>(), http.getResponse<Response>());
    }
    return next.handle();
  }
}

function parsed(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(inNestsTerms(error));
    });
  });
}

/** The parser's errors carry the status that they deserve. */
function inNestsTerms(error: unknown): Error {
  const cause = error instanceof Error ? error : new Error('The body could not be read.');
  const { status } = cause as { status?: unknown };
  return typeof status === 'number' && status < 500 ? new HttpException(cause.message, status, { cause }) : cause;
}
