import { expect, it } from 'vitest';
import type { Figures } from './figures.js';
import { countReasons, figuresAsText } from './print-figures.js';

const figures: Figures = {
  rowsFound: 805,
  imported: 793,
  importErrors: 12,
  emails: 1501,
  tasks: 1501,
  duplicateTasks: 0,
  missingTasks: 0,
  fieldWrites: 2323,
  parked: 28,
  apiCalls: { auth: 44, polling: 6, import: 5, tasks: 11, writeback: 27, total: 93 },
  specificationCalls: 5148,
  seconds: 59,
};
const specification = { polling: 13, import: 3172, tasks: 1501, writeback: 462, total: 5148 };
const missing = {
  what: 'row not imported (missing-email)',
  reason: 'The record has no email address.',
  fix: 'Fill it in.',
};
const refused = { what: 'report "Joined"', reason: 'The report is a joined report.', fix: 'Use another one.' };

it('sets our calls beside the specification’s, kind by kind', () => {
  const lines = figuresAsText(figures, specification, []).split('\n');
  const cells = (label: string) =>
    lines
      .find((line) => line.trim().startsWith(label))
      ?.trim()
      .split(/\s{2,}/)
      .slice(1);
  expect(cells('report rows found')).toEqual(['805']);
  expect(cells('Tasks in Salesforce')).toEqual(['1501']);
  expect(cells('checking reports')).toEqual(['6', '13']);
  expect(cells('importing')).toEqual(['5', '3172']);
  expect(cells('logging Tasks')).toEqual(['11', '1501']);
  expect(cells('writing fields')).toEqual(['27', '462']);
  expect(cells('all')).toEqual(['93', '5148']);
  expect(lines.join('\n')).not.toContain('What was not done');
});

it('gives the reason and the fix of everything that was not done, the most frequent first', () => {
  const text = figuresAsText(figures, specification, countReasons([refused, missing, missing]));
  expect(text).toContain(
    [
      'What was not done, and what to do',
      '  2 × row not imported (missing-email): The record has no email address.',
      '      → Fill it in.',
      '  1 × report "Joined": The report is a joined report.',
      '      → Use another one.',
    ].join('\n'),
  );
});
