import fc from 'fast-check';

const awkward = [
  '\u0000',
  '\u0007',
  '\r',
  '\n',
  '\t',
  '\u0085',
  '\ud83d',
  '\ude00',
  '😀',
  '…',
  'é',
  '漢',
  "'",
  '"',
  '\\',
  ' ',
];

/** Text with everything that breaks lengths and encodings: control characters, surrogate pairs and halves of them. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...'aZ09._-@/') }, fc.constantFrom(...awkward));
  return fc.string({ unit, maxLength });
}
