import { parseArgs } from 'node:util';

export interface ThroughputOptions {
  /** Rounds of each contestant, taken in turn. */
  rounds: number;
  /** Emails in one round of this system, and of the bare loop. */
  events: number;
  /** Emails in one round of Nest's own server, which takes them one at a time. */
  nestEvents: number;
  /** Emails of the quiet measurement, ten a second apart from each other's Task. */
  idleEvents: number;
  /** What each Salesforce call takes. Milliseconds. */
  callMs: number;
  /** Emails before the first round, so that processes that have just started compute as they do when they have run for a while. */
  warmUpEvents: number;
  /** The last line is the result as JSON. */
  json: boolean;
}

export type Command =
  { kind: 'throughput'; options: ThroughputOptions } | { kind: 'help' } | { kind: 'refused'; reason: string };

export const USAGE = `npm run bench -- throughput [--rounds 5] [--events 30000] [--nest-events 300] [--idle-events 100] [--call-ms 50] [--quick] [--json]

Email events on a real Apache Kafka become Tasks in a simulated org: by this system, by Nest's own Kafka server with one
call each, and by a bare loop. Needs Java 17 and Maven for the broker. --quick plays one small round of each: it shows that
everything works and that each email becomes one Task, not how fast.
`;

const defaults = { rounds: 5, events: 30_000, 'nest-events': 300, 'idle-events': 100, 'call-ms': 50, warm: 10_000 };
const quick: typeof defaults = {
  rounds: 1,
  events: 2_000,
  'nest-events': 20,
  'idle-events': 3,
  'call-ms': 50,
  warm: 50,
};
type NumberOption = Exclude<keyof typeof defaults, 'warm'>;
const numberOptions = ['rounds', 'events', 'nest-events', 'idle-events', 'call-ms'] as const satisfies NumberOption[];

export function readArguments(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === 'help') return { kind: 'help' };
  if (name !== 'throughput')
    return { kind: 'refused', reason: `There is no bench "${name}". Use: throughput, month or report.` };
  let values: Partial<Record<NumberOption, string>> & { json?: boolean; quick?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...rest],
      options: {
        rounds: { type: 'string' },
        events: { type: 'string' },
        'nest-events': { type: 'string' },
        'idle-events': { type: 'string' },
        'call-ms': { type: 'string' },
        json: { type: 'boolean' },
        quick: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
  const numbers = { ...(values.quick === true ? quick : defaults) };
  for (const option of numberOptions) {
    const text = values[option];
    const value = text === undefined ? numbers[option] : Number(text);
    const least = option === 'call-ms' ? 0 : 1;
    if (!Number.isInteger(value) || value < least) {
      return { kind: 'refused', reason: `--${option} takes a whole number from ${least} on, not "${text}".` };
    }
    numbers[option] = value;
  }
  return {
    kind: 'throughput',
    options: {
      rounds: numbers.rounds,
      events: numbers.events,
      nestEvents: numbers['nest-events'],
      idleEvents: numbers['idle-events'],
      callMs: numbers['call-ms'],
      warmUpEvents: Math.min(numbers.warm, numbers.events),
      json: values.json === true,
    },
  };
}
