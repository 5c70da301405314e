export type Answer = { kind: 'done'; lines: string[] } | { kind: 'refused'; problem: string };

export const done = (...lines: string[]): Answer => ({ kind: 'done', lines });
/** One sentence what is wrong, one what to do. */
export const refused = (problem: string): Answer => ({ kind: 'refused', problem });
