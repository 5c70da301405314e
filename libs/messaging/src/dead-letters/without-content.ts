import type { DeadLetter, DeadLetterContent } from './dead-letters.js';

/** For lists, which must not carry email texts. */
export function withoutContent({ headers: _headers, body: _body, ...letter }: DeadLetterContent): DeadLetter {
  return letter;
}
