import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSealingKeys, sealingKeys } from './sealing-keys.js';

const key = () => randomBytes(32).toString('base64');

describe('parseSealingKeys', () => {
  it('keeps the order, because the first key seals', () => {
    const keys = parseSealingKeys(`new:${key()}, old:${key()}`);
    expect(Array.isArray(keys) && keys.map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it.each([
    ['', 'holds no key'],
    [`a:${key().slice(0, 20)}*${key().slice(20)}`, 'the key "a" is not base64'],
    ['no-colon', 'entry 1 is not of the form id:base64'],
    [`a:${randomBytes(16).toString('base64')}`, 'the key "a" has 16 bytes instead of 32'],
    [`a:${key()},a:${key()}`, 'the key id "a" is there twice'],
    [`a.b:${key()}`, 'entry 1 is not of the form id:base64'],
  ])('says what is wrong, without the key: %#', (text, problem) => {
    expect(parseSealingKeys(text)).toBe(problem);
  });
});

describe('the setting', () => {
  it('reads a file, and prints as ***', () => {
    const folder = mkdtempSync(join(tmpdir(), 'keys-'));
    const text = `k1:${key()}`;
    writeFileSync(join(folder, 'keys'), `${text}\n`);
    const value = sealingKeys.parse(join(folder, 'keys'));
    expect(value.reveal().trim()).toBe(text);
    expect(JSON.stringify({ value })).not.toContain('k1');
    rmSync(folder, { recursive: true });
    expect(sealingKeys.safeParse('/nowhere/keys').success).toBe(false);
  });
});
