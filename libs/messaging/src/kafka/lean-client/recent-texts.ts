/** Longer ones are seldom the same, and are not kept. */
const LONGEST = 300;
const MOST = 40;

/**
 * Texts as they were read last, each by its place: most headers of a record are those of the record before it, and to look
 * whether one is costs a tenth of making it anew, and no memory.
 */
export class RecentTexts {
  readonly #texts: string[] = [];

  /** The UTF-8 between two positions, as text. */
  read(place: number, bytes: Buffer, from: number, to: number): string {
    const kept = this.#texts[place];
    if (kept !== undefined && isAscii(kept, bytes, from, to)) return kept;
    const text = bytes.toString('utf8', from, to);
    if (place < MOST && text.length <= LONGEST) this.#texts[place] = text;
    return text;
  }
}

/** Whether these are the bytes of that text; false also where a letter takes more than a byte. */
function isAscii(text: string, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit !== bytes[from + index] || unit > 0x7f) return false;
  }
  return true;
}
