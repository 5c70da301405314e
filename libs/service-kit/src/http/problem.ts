import { HttpException } from '@nestjs/common';

export interface ProblemBody {
  status: number;
  title: string;
  /** One sentence: what is wrong. */
  detail: string;
  /** One sentence: what to do about it. */
  fix?: string;
  problems?: readonly { field: string; problem: string }[];
}

/** An answer that a person reads, as `application/problem+json` (RFC 9457). */
export class Problem extends HttpException {
  constructor(
    readonly body: ProblemBody,
    /** Sent with it, in lower case, e.g. `retry-after`. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(body.detail, body.status);
  }
}

export function notFound(what: string, id: string): Problem {
  return new Problem({
    status: 404,
    title: 'Not found',
    detail: `There is no ${what} "${id}" in your workspace.`,
    fix: 'Check the id, and that your token is for the workspace that owns it.',
  });
}
