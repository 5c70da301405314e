const MARK = '…';
/** Control characters but for line feed and tab, and the halves of characters beyond the first 65,536. */
const SUSPECT = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]/;

/** Cuts to `length` UTF-16 units, the last one being the mark; never through the middle of a surrogate pair. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length < 1) return '';
  let end = length - MARK.length;
  if (isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end) + MARK;
}

/** Without what Salesforce refuses or counts differently: control characters, lone surrogates, carriage returns. */
export function cleanText(text: string): string {
  // Most texts are clean, and looking is cheaper than replacing.
  if (!SUSPECT.test(text)) return text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD');
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
