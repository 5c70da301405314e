import type { Message } from 'kafkajs';

export interface RecordToEncode extends Partial<Message> {
  offsetDelta?: number;
  timestampDelta?: number;
}

const lengths = [0, 1, 2, 3, 4, 5, 63, 64, 65, 127, 128, 8_191, 8_192, 8_193, 20_000];
const numbers = [0, 1, -1, 63, 64, -64, -65, 8_191, 8_192, 1_048_575, 1_048_576, 2 ** 27 - 1, 2 ** 27, -(2 ** 27) - 1];
const times = [...numbers, 2 ** 31, 2 ** 40, -(2 ** 40), 1_800_000_000_000];
/** Of every size at which something changes. */
export const records: RecordToEncode[] = [
  {},
  { key: null, value: null },
  { key: 'c1/00Q', value: Buffer.from([0xff, 0, 0x80]), headers: {} },
  { key: Buffer.from('k'), value: 'ü € 😀 \u0000', headers: { ce_ü: 'ä', two: ['1', Buffer.from('2'), ''] } },
  ...lengths.map((length) => ({ key: 'k', value: 'x'.repeat(length), headers: { a: 'y'.repeat(length) } })),
  ...lengths.map((length) => ({ value: Buffer.alloc(length, 7) })),
  ...numbers.filter((number) => Math.abs(number) < 2 ** 31).map((offsetDelta) => ({ offsetDelta, value: 'v' })),
  ...times.map((timestampDelta) => ({ timestampDelta, value: 'v' })),
];
