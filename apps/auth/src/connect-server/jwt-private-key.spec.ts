import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jwtPrivateKey } from './jwt-private-key.js';

const rsa = (modulusLength: number) =>
  generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const good = rsa(2_048);
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const locked = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'p',
});

describe('the key of the JWT bearer flow', () => {
  it('is taken as text, as one line with \\n, and from a file; it prints as ***', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jwt-'));
    writeFileSync(join(folder, 'key.pem'), good);
    for (const given of [good, good.replaceAll('\n', '\\n'), join(folder, 'key.pem')]) {
      expect(jwtPrivateKey.parse(given).reveal()).toBe(good);
    }
    expect(JSON.stringify(jwtPrivateKey.parse(good))).not.toContain('PRIVATE');
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['not a key', 'is not a private key in PEM'],
    [elliptic.export({ type: 'pkcs8', format: 'pem' }).toString(), 'is not an RSA key'],
    [rsa(1_024), 'has 1024 bits'],
    [locked.toString(), 'without a passphrase'],
    ['/nowhere/key.pem', 'names a file that cannot be read'],
  ])('is refused in words, without its text: %#', (given, problem) => {
    const read = jwtPrivateKey.safeParse(given);
    expect(read.error?.issues[0]?.message).toContain(problem);
    expect(read.error?.message).not.toContain(given);
  });
});
