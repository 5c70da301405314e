import { readFileSync } from 'node:fs';
import { Secret } from '@ce/service-kit';
import { z } from 'zod';

export interface SealingKey {
  id: string;
  key: Buffer;
}

/** Settings type of SEALING_KEYS: problems name keys by their id or place, never by their text. */
export const sealingKeys = z
  .string()
  .min(1)
  .transform((value, context) => {
    const text = value.startsWith('/') ? readKeyFile(value) : value;
    if (text === undefined) {
      context.addIssue({ code: 'custom', message: 'names a file that cannot be read' });
      return z.NEVER;
    }
    const problem = parseSealingKeys(text);
    if (typeof problem === 'string') {
      context.addIssue({ code: 'custom', message: problem });
      return z.NEVER;
    }
    return new Secret(text);
  });

/** The keys in their order, or what is wrong with the text in words. */
export function parseSealingKeys(text: string): SealingKey[] | string {
  const parts = text.split(/[,\n]/).map((part) => part.trim());
  const keys: SealingKey[] = [];
  for (const [index, part] of parts.filter((each) => each !== '').entries()) {
    const [, id, encoded] = /^([A-Za-z0-9_-]{1,40}):(.*)$/.exec(part) ?? [];
    if (id === undefined || encoded === undefined) return `entry ${index + 1} is not of the form id:base64`;
    const key = Buffer.from(encoded, 'base64');
    // Buffer passes over what is no base64, so that a mistyped key would be another key.
    if (key.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, ''))
      return `the key "${id}" is not base64`;
    if (key.length !== 32) return `the key "${id}" has ${key.length} bytes instead of 32`;
    if (keys.some((other) => other.id === id)) return `the key id "${id}" is there twice`;
    keys.push({ id, key });
  }
  return keys.length === 0 ? 'holds no key' : keys;
}

function readKeyFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
