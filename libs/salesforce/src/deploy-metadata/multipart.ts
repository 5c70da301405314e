import { randomUUID } from 'node:crypto';

export interface Part {
  name: string;
  fileName?: string;
  type: string;
  bytes: Buffer;
}

/** `multipart/form-data` in one piece; the boundary is random, so that no content holds it. */
export function multipart(parts: readonly Part[]): { type: string; bytes: Buffer } {
  const boundary = `ce-${randomUUID()}`;
  const pieces = parts.flatMap(({ name, fileName, type, bytes }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\nContent-Type: ${type}\r\n\r\n`;
    return [Buffer.from(head), bytes, Buffer.from('\r\n')];
  });
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  };
}
