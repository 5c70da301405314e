import { isIP } from 'node:net';
import { z } from 'zod';

const names = ['loopback', 'linklocal', 'uniquelocal'];

/** Whose `x-forwarded-for` is believed: addresses, ranges such as 10.0.0.0/8, and Express's names for private ranges. */
export const trustedProxies = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine(
    (proxies) => proxies.every((proxy) => names.includes(proxy) || isRange(proxy)),
    `takes addresses, ranges and the words ${names.join(', ')}, with commas between`,
  );

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
