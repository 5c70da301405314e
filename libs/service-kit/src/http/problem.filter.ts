import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Response } from 'express';
import { isDatabaseError } from '../logging/describe-error.js';
import { Logger } from '../logging/logger.js';
import { Problem, type ProblemBody } from './problem.js';

/** Turns whatever was thrown into problem+json; the unforeseen is logged and answered without its message. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const body = this.#bodyOf(error);
    if (error instanceof Problem) response.set(error.headers);
    response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
  }

  #bodyOf(error: unknown): ProblemBody {
    if (error instanceof Problem) return error.body;
    if (error instanceof HttpException) return bodyOfNest(error);
    if (isUnstorableText(error)) return unstorable;
    this.log.error('request failed', { error });
    return {
      status: 500,
      title: 'Internal error',
      detail: 'The request could not be carried out because of a fault on our side.',
      fix: 'Try again; if it stays, give the operators the x-request-id of this answer.',
    };
  }
}

/** SQLSTATE of texts with U+0000, which PostgreSQL takes neither as text nor inside JSON. */
const UNSTORABLE = ['22021', '22P05'];

function isUnstorableText(error: unknown): boolean {
  return isDatabaseError(error) && UNSTORABLE.includes(String((error as { code?: unknown }).code));
}

const unstorable: ProblemBody = {
  status: 400,
  title: 'Unfit text',
  detail: 'The request holds the character U+0000, which no text here can have.',
  fix: 'Leave it out, and send the request again.',
};

/** Of what Nest throws by itself: unknown routes, and whatever the body parser refused. */
function bodyOfNest(error: HttpException): ProblemBody {
  const status = error.getStatus();
  return { status, title: error.name, detail: error.message, ...inWords[status] };
}

const inWords: Readonly<Record<number, Omit<ProblemBody, 'status'>>> = {
  400: {
    title: 'Unreadable request',
    detail: 'The body is not valid JSON, or the address is not validly encoded.',
    fix: 'Send a JSON document with its content type, and percent-encode what stands in the address.',
  },
  404: {
    title: 'Not found',
    detail: 'There is no such endpoint.',
    fix: 'See /docs for those that are there.',
  },
  413: {
    title: 'Too large',
    detail: 'The body is larger than this service takes.',
    fix: 'Send it in smaller parts.',
  },
  415: {
    title: 'Unreadable body',
    detail: 'The body is in an encoding that this service does not read.',
    fix: 'Send JSON as UTF-8.',
  },
};
