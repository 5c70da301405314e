import { parseArgs } from 'node:util';

export type ReadOptions<Name extends string> =
  | { kind: 'options'; numbers: Record<Name, number>; json: boolean; quick: boolean }
  | { kind: 'help' }
  | { kind: 'refused'; reason: string };

/** `--name N` for each number, whole and from 1 on, `--quick` for the other set of them, `--json` and `--help`. */
export function readOptions<Name extends string>(
  words: readonly string[],
  usual: Record<Name, number>,
  quickly: Record<Name, number>,
): ReadOptions<Name> {
  const names = Object.keys(usual) as Name[];
  let values: Record<string, string | boolean | undefined>;
  try {
    const texts = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const flag = { type: 'boolean' as const };
    ({ values } = parseArgs({ args: [...words], options: { ...texts, json: flag, quick: flag, help: flag } }));
  } catch (error) {
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
  if (values['help'] === true) return { kind: 'help' };
  const quick = values['quick'] === true;
  const numbers = { ...(quick ? quickly : usual) };
  for (const name of names) {
    const text = values[name];
    if (text === undefined) continue;
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1) {
      return { kind: 'refused', reason: `--${name} takes a whole number from 1 on, not "${text}".` };
    }
    numbers[name] = value;
  }
  return { kind: 'options', numbers, json: values['json'] === true, quick };
}
