import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const here = new URL('.', import.meta.url);
const filesUnder = (folder: string, ending: string): string[] =>
  readdirSync(new URL(folder, here), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));

/** The texts in quotes of every other test here; a recorded body is named in full by the test that holds it. */
const quoted = new Set(
  filesUnder('.', '.int-spec.ts')
    .filter((file) => file !== 'every-example.int-spec.ts')
    .flatMap((file) => [...readFileSync(new URL(file, here), 'utf8').matchAll(/'([\w./-]+\.json)'/g)])
    .map(([, name]) => name),
);

describe('recorded bodies', () => {
  it('are there', () => {
    expect(filesUnder('examples', '.json').length).toBeGreaterThanOrEqual(39);
  });

  it.each(filesUnder('examples', '.json'))('%s is held by a test', (file) => {
    // Tests of report runs name the file without its folder, through readRecording.
    expect(quoted.has(file) || quoted.has(file.replace(/^reports\//, ''))).toBe(true);
  });
});
