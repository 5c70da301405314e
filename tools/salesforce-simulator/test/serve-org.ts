import type { Simulator } from '../src/index.js';
import { startSimulator } from '../src/index.js';
import type { OrgDescriptionInput } from '../src/index.js';

/** A clock that only moves when told. */
export class SteppedClock {
  constructor(private epoch = Date.parse('2026-09-30T12:00:00Z')) {}

  now(): number {
    return this.epoch;
  }

  step(milliseconds: number): void {
    this.epoch += milliseconds;
  }
}

export const minute = 60_000;
export const day = 24 * 60 * minute;

export type ServedOrg = Pick<Simulator, 'url' | 'org' | 'journal'> & {
  readonly clock: SteppedClock;
  close(): Promise<void>;
};

/** A whole simulator on a free port, at a time of its own. */
export async function serveOrg(
  description: OrgDescriptionInput,
  clock = new SteppedClock(),
  stateFile?: string,
): Promise<ServedOrg> {
  const simulator = await startSimulator({ description, clock, stateFile });
  const { url, org, journal } = simulator;
  return { url, org, journal, clock, close: () => simulator.stop() };
}
