import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Progress } from './progress.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What reaches the terminal, or the file that it was sent to. */
function output(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  let text = '';
  stream.on('data', (part: Buffer) => (text += part.toString()));
  return { stream, text: () => text };
}

it('draws bars on a terminal', () => {
  const { stream, text } = output(true);
  const progress = new Progress(stream);
  const bar = progress.bar('Tasks logged');
  bar.update(30, 60);
  progress.step('half of it is done');
  vi.advanceTimersByTime(1_000);
  progress.stop();
  expect(text()).toMatch(/Tasks logged +█+░+ 30\/60/);
  expect(text()).toContain('… half of it is done');
});

it('writes plain lines elsewhere, one every few seconds, with all values', () => {
  const { stream, text } = output(false);
  const progress = new Progress(stream);
  progress.step('begins');
  const [rows, tasks] = [progress.bar('rows'), progress.bar('Tasks')];
  rows.update(1, 10);
  for (const value of [1, 2, 3]) tasks.update(value, 5);
  vi.advanceTimersByTime(5_000);
  tasks.update(4, 5);
  progress.stop();
  expect(text()).toBe('… begins\n… rows 1/10\n… rows 1/10, Tasks 4/5\n');
});
