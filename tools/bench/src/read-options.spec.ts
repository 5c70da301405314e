import { expect, it } from 'vitest';
import { readOptions } from './read-options.js';

const usual = { contacts: 500, emails: 5 };
const quickly = { contacts: 20, emails: 2 };
const read = (...words: string[]) => readOptions(words, usual, quickly);

it('fills in what is not given', () => {
  expect(read('--emails', '7', '--json')).toEqual({
    kind: 'options',
    numbers: { contacts: 500, emails: 7 },
    json: true,
    quick: false,
  });
  expect(read('--quick', '--emails', '3')).toMatchObject({ numbers: { contacts: 20, emails: 3 }, quick: true });
});

it.each([
  [['--contacts', 'many'], '--contacts takes a whole number from 1 on, not "many"'],
  [['--emails', '0'], '--emails takes a whole number from 1 on'],
  [['--mails', '5'], '--mails'],
])('refuses %s in words', (words, reason) => {
  expect(read(...words)).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) as string });
});

it('helps when asked', () => {
  expect(read('--help')).toEqual({ kind: 'help' });
});
