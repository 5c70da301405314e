import type { Figures, NotDone } from './figures.js';
import type { specificationCalls } from './specification-calls.js';

type SpecificationCalls = ReturnType<typeof specificationCalls>;

const row = (label: string, ...cells: (string | number)[]) =>
  `  ${label.padEnd(34)}${cells.map((cell) => String(cell).padStart(16)).join('')}`;

/** The table at the end of the demo, as text. */
export function figuresAsText(
  figures: Figures,
  specification: SpecificationCalls,
  notDone: readonly NotDone[],
): string {
  const { apiCalls } = figures;
  return [
    '',
    'What happened',
    row('report rows found', figures.rowsFound),
    row('people imported', figures.imported),
    row('rows that could not be imported', figures.importErrors),
    row('emails accepted', figures.emails),
    row('Tasks in Salesforce', figures.tasks),
    row('  twice', figures.duplicateTasks),
    row('  missing', figures.missingTasks),
    row('records written back', figures.fieldWrites),
    row('parked, needing a person', figures.parked),
    '',
    row('API calls', 'this system', 'specification'),
    row('  connecting and describing', apiCalls.auth, '-'),
    row('  checking reports', apiCalls.polling, specification.polling),
    row('  importing', apiCalls.import, specification.import),
    row('  logging Tasks', apiCalls.tasks, specification.tasks),
    row('  writing fields', apiCalls.writeback, specification.writeback),
    row('  all', apiCalls.total, specification.total),
    '',
    ...(notDone.length === 0 ? [] : ['What was not done, and what to do', ...notDone.flatMap(reasonLines), '']),
    `Done in ${figures.seconds} s.`,
  ].join('\n');
}

function reasonLines({ what, reason, fix, times }: NotDone): string[] {
  return [`  ${times} × ${what}: ${reason}`, `      → ${fix}`];
}

/** Equal reasons become one line with a count, the most frequent first. */
export function countReasons(all: readonly Omit<NotDone, 'times'>[]): NotDone[] {
  const counted = new Map<string, NotDone>();
  for (const one of all) {
    const key = `${one.what}|${one.reason}`;
    const known = counted.get(key);
    if (known === undefined) counted.set(key, { ...one, times: 1 });
    else known.times += 1;
  }
  return [...counted.values()].sort((one, other) => other.times - one.times);
}
