const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** The part of an id that names the instance; ours marks what the simulator itself gave out. */
const instance = '5g0';

/** Adds the three characters that keep case apart; an id that has them already comes back as it is. */
export function toId18(id: string): string {
  if (id.length !== 15) return id;
  let suffix = '';
  for (const start of [0, 5, 10]) {
    let bits = 0;
    for (let place = 0; place < 5; place += 1) {
      const letter = id[start + place] ?? '';
      if (letter >= 'A' && letter <= 'Z') bits |= 1 << place;
    }
    suffix += suffixAlphabet[bits];
  }
  return id + suffix;
}

/** 15 or 18 characters, whatever they name. */
export function isIdShaped(value: string): boolean;
export function isIdShaped(value: unknown): value is string;
export function isIdShaped(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/.test(value);
}

/** An id of an org file in its long form; one that could not be Salesforce's is refused, as nothing would find it. */
export function soundId(id: string): string {
  const long = toId18(id.slice(0, 15));
  if (isIdShaped(id) && (id.length === 15 || id === long)) return long;
  throw new Error(`${id} is no Salesforce id; give 15 characters, or 18 with the right ending (${long}).`);
}

/** Ids of one prefix in rising order, so that the native id sorts by creation as in Salesforce. */
export class RecordIds {
  private readonly last = new Map<string, number>();

  next(prefix: string): string {
    const number = (this.last.get(prefix) ?? 0) + 1;
    this.last.set(prefix, number);
    return toId18(prefix + instance + encode(number));
  }

  /** Keeps later ids above one that came from a file. */
  seen(id: string): void {
    if (id.slice(3, 6) !== instance) return;
    const prefix = id.slice(0, 3);
    this.last.set(prefix, Math.max(this.last.get(prefix) ?? 0, decode(id.slice(6, 15))));
  }
}

function encode(number: number): string {
  let rest = number;
  let text = '';
  for (let place = 0; place < 9; place += 1) {
    text = (alphabet[rest % 62] ?? '0') + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

function decode(text: string): number {
  return [...text].reduce((sum, letter) => sum * 62 + alphabet.indexOf(letter), 0);
}
