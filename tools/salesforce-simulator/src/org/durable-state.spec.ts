import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileState } from './durable-state.js';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'state-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the state file', () => {
  it('keeps the last value of each key, and survives a torn last line', () => {
    const path = join(folder, 'state.jsonl');
    const first = fileState(path);
    const words = first.section<string>('words');
    for (const [key, value] of [
      ['a', 'one'],
      ['b', 'two'],
      ['a', 'three'],
    ] as const)
      words.put(key, value);
    words.remove('b');
    first.flush();
    appendFileSync(path, '["words","a","fo');
    const second = fileState(path);
    expect(second.restored).toBe(true);
    expect([...second.section<string>('words').entries()]).toEqual([['a', 'three']]);
    expect(readFileSync(path, 'utf8')).toBe('["words","a","three"]\n');
  });

  it('holds back what was not flushed', () => {
    const path = join(folder, 'state.jsonl');
    fileState(path).section<string>('words').put('a', 'lost');
    expect([...fileState(path).section<string>('words').entries()]).toEqual([]);
  });
});
