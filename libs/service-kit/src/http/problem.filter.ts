import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Response } from 'express';
import { Logger } from '../logging/logger.js';
import { Problem, type ProblemBody } from './problem.js';

/** Turns whatever was thrown into problem+json; the unforeseen is logged and answered without its message. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const body = this.#bodyOf(error);
    response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
  }

  #bodyOf(error: unknown): ProblemBody {
    if (error instanceof Problem) return error.body;
    if (error instanceof HttpException) return { status: error.getStatus(), title: error.name, detail: error.message };
    if (isBodyParserError(error))
      return { status: error.status, title: 'Unreadable body', detail: bodyProblem(error.status) };
    this.log.error('request failed', { error });
    return {
      status: 500,
      title: 'Internal error',
      detail: 'The request could not be carried out because of a fault on our side.',
      fix: 'Try again; if it stays, give the operators the x-request-id of this answer.',
    };
  }
}

function isBodyParserError(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'expose' in error && 'status' in error && typeof error.status === 'number';
}

function bodyProblem(status: number): string {
  if (status === 413) return 'The body is larger than this service takes. Send it in smaller parts.';
  return 'The body is not valid JSON. Send a JSON document with its content type.';
}
