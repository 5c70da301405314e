import { describe, expect, it } from 'vitest';
import { portions } from './portions.js';

const message = (key: string, megabytes: number) => ({ key, value: 'x'.repeat(megabytes * 1_000_000) });

describe('portions', () => {
  it('keeps small messages in one request, by topic', () => {
    const given = [
      { topic: 'a', messages: [message('1', 1), message('2', 0)] },
      { topic: 'b', messages: [message('3', 1)] },
    ];
    expect(portions(given)).toEqual([given]);
  });

  it('begins a new request before one grows too large, and keeps the order', () => {
    const messages = [1, 2, 3, 4, 5].map((at) => message(String(at), 1.5));
    const keys = portions([{ topic: 'a', messages }]).map((request) =>
      request.flatMap((one) => one.messages.map(({ key }) => key)),
    );
    expect(keys).toEqual([['1', '2'], ['3', '4'], ['5']]);
  });

  it('sends what is too large for company alone', () => {
    const messages = [message('small', 0), message('huge', 8), message('after', 0)];
    expect(portions([{ topic: 'a', messages }]).map((request) => request[0]?.messages.length)).toEqual([1, 1, 1]);
  });

  it('makes no request of nothing', () => {
    expect(portions([])).toEqual([]);
  });
});
