import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Bytes. Node would also take tags of 4 bytes, which can be guessed. */
const TAG_LENGTH = 16;
const IV_LENGTH = 12;

/** A sealed value that cannot be opened: the key is not there, or the value or its context was changed. */
export class UnsealError extends Error {
  constructor(
    message: string,
    readonly keyId: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'UnsealError';
  }
}

/**
 * Seals text by AES-256-GCM under a named key: `keyId.iv.tag.ciphertext`, base64url.
 * The context (e.g. a connection's id) is authenticated, so a value cannot be moved to another row.
 */
export class Sealer {
  readonly #keys: ReadonlyMap<string, Buffer>;

  /** @param keys the first one seals; all of them open. Each has 32 bytes. */
  constructor(keys: readonly { id: string; key: Buffer }[]) {
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
    const [first] = keys;
    if (first === undefined) throw new Error('There is no sealing key. Give at least one.');
    this.activeKeyId = first.id;
  }

  readonly activeKeyId: string;

  seal(plain: string, context: string): string {
    const key = this.#keys.get(this.activeKeyId);
    if (key === undefined) throw new UnsealError('The active sealing key is missing.', this.activeKeyId);
    const iv = randomBytes(IV_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_LENGTH }).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return [this.activeKeyId, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
  }

  /** @throws UnsealError */
  open(sealed: string, context: string): string {
    const [keyId = '', iv = '', tag = '', text = ''] = sealed.split('.');
    const key = this.#keys.get(keyId);
    if (key === undefined)
      throw new UnsealError(`The value is sealed under the key "${keyId}", which this service does not have.`, keyId);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_LENGTH })
        .setAAD(Buffer.from(context))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new UnsealError(
        `The value does not open under the key "${keyId}": another key, or it was changed.`,
        keyId,
        { cause },
      );
    }
  }

  /** Whether a value should be sealed again under the active key. */
  isStale(sealed: string): boolean {
    return !sealed.startsWith(`${this.activeKeyId}.`);
  }
}
