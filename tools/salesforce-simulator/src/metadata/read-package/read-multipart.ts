import { SalesforceFault } from '../../http/salesforce-fault.js';

/** The parts of `multipart/form-data` by their name (RFC 7578). */
export function readMultipart(bytes: Buffer, contentType: string): ReadonlyMap<string, Buffer> {
  const boundary = /^multipart\/form-data\s*;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined)
    throw new SalesforceFault(415, 'UNSUPPORTED_MEDIA_TYPE', 'The request must be multipart/form-data.');
  const parts = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  for (let at = bytes.indexOf(mark); at >= 0;) {
    const start = at + mark.length + 2;
    const next = bytes.indexOf(mark, start);
    if (next < 0) break;
    const part = bytes.subarray(start, next - 2);
    const headEnd = part.indexOf('\r\n\r\n');
    const name = /name="([^"]+)"/.exec(part.subarray(0, headEnd).toString('utf8'))?.[1];
    if (name !== undefined) parts.set(name, part.subarray(headEnd + 4));
    at = next;
  }
  return parts;
}
