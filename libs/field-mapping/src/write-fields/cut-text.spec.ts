import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../testing/any-text.js';
import { cleanText, cutText } from './cut-text.js';

const someText = anyText(300);

describe('cutText', () => {
  it('marks the cut', () => {
    expect(cutText('abcdef', 4)).toBe('abc…');
    expect(cutText('abcd', 4)).toBe('abcd');
    expect(cutText('ab😀cd', 4)).toBe('ab…');
  });

  it('fits, keeps a prefix, and leaves no half of a character', () => {
    fc.assert(
      fc.property(someText.map(cleanText), fc.integer({ min: 1, max: 300 }), (text, length) => {
        const cut = cutText(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        if (text.length > length) {
          expect(cut.endsWith('…')).toBe(true);
          expect(text.startsWith(cut.slice(0, -1))).toBe(true);
          expect(cut.length).toBeGreaterThanOrEqual(length - 1);
        } else {
          expect(cut).toBe(text);
        }
        expect(/\p{Cs}/u.test(cut)).toBe(false);
      }),
    );
  });
});

describe('cleanText', () => {
  it('keeps line breaks and tabs, and drops what Salesforce refuses', () => {
    expect(cleanText('a\r\nb\rc\td\u0000\u0007e\ud800f')).toBe('a\nb\nc\tde\ufffdf');
  });

  it('drops every character that a look at it alone would drop', () => {
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const text = `a${String.fromCharCode(unit)}b`;
      const expected = unit === 0x0d ? 'a\nb' : /[^\P{Cc}\n\t]/u.test(text) ? 'ab' : text.replace(/\p{Cs}/u, '\ufffd');
      if (cleanText(text) !== expected) expect(cleanText(text), unit.toString(16)).toBe(expected);
    }
    expect(cleanText('für 😀 – …')).toBe('für 😀 – …');
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(someText, (text) => cleanText(cleanText(text)) === cleanText(text)));
  });
});
