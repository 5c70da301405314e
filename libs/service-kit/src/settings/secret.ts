import { inspect } from 'node:util';
import { z } from 'zod';

/** A value that must not be read by accident: it prints as *** wherever it is logged, serialised or inspected. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}

export const secret = (description: string) =>
  z
    .string()
    .min(1)
    .transform((value) => new Secret(value))
    .describe(description);
