import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Sealer, UnsealError } from './sealer.js';

const key = (id: string) => ({ id, key: randomBytes(32) });

describe('Sealer', () => {
  it('opens what it sealed, and never seals alike twice', () => {
    const sealer = new Sealer([key('k1')]);
    const sealed = sealer.seal('token', 'connection-1');
    expect(sealed).not.toContain('token');
    expect(sealer.seal('token', 'connection-1')).not.toBe(sealed);
    expect(sealer.open(sealed, 'connection-1')).toBe('token');
  });

  it('refuses a value moved to another context, changed, or sealed under a key it does not have', () => {
    const sealer = new Sealer([key('k1')]);
    const sealed = sealer.seal('token', 'connection-1');
    expect(() => sealer.open(sealed, 'connection-2')).toThrow(UnsealError);
    expect(() => sealer.open(`${sealed.slice(0, -2)}AA`, 'connection-1')).toThrow(UnsealError);
    expect(() => new Sealer([key('k1')]).open(sealed, 'connection-1')).toThrow(UnsealError);
    expect(() => new Sealer([key('k2')]).open(sealed, 'connection-1')).toThrow('"k1"');
  });

  it('refuses a shortened tag, which could be guessed', () => {
    const sealer = new Sealer([key('k1')]);
    const [id, iv, tag = '', text] = sealer.seal('token', 'c').split('.');
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
    expect(() => sealer.open([id, iv, short, text].join('.'), 'c')).toThrow(UnsealError);
  });

  it('opens old keys while sealing under the first, and knows which values are stale', () => {
    const old = key('old');
    const sealed = new Sealer([old]).seal('token', 'c');
    const rotated = new Sealer([key('new'), old]);
    expect(rotated.open(sealed, 'c')).toBe('token');
    expect(rotated.isStale(sealed)).toBe(true);
    expect(rotated.isStale(rotated.seal('token', 'c'))).toBe(false);
  });
});
