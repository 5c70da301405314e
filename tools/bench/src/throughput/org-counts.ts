import { EVENT_ID_FIELD } from '@ce/demo';
import { z } from 'zod';

const total = z.object({ total: z.number() });
const eventIds = z.object({ records: z.array(z.record(z.string(), z.string().nullable())) });
const journal = z.object({ entries: z.array(z.object({ counted: z.boolean() })) });
const LOOK_MS = 50;
const PATIENCE_MS = 60_000;

/** What the org itself says, by the simulator's side door; none of it is an API call. */
export class OrgCounts {
  constructor(private readonly simulatorUrl: string) {}

  async tasks(): Promise<number> {
    return total.parse(await this.#get('records/Task?count=true')).total;
  }

  /** The event id of every Task. */
  async eventIds(): Promise<(string | null)[]> {
    const { records } = eventIds.parse(await this.#get(`records/Task?fields=${EVENT_ID_FIELD}`));
    return records.map((record) => record[EVENT_ID_FIELD] ?? null);
  }

  /** API calls that counted against the org's limit. */
  async calls(): Promise<number> {
    const { entries } = journal.parse(await this.#get('journal?limit=50000'));
    return entries.filter(({ counted }) => counted).length;
  }

  /** Resolves as soon as there are so many Tasks. */
  async untilTasks(wanted: number, whose: string): Promise<void> {
    let seen = await this.tasks();
    let deadline = Date.now() + PATIENCE_MS;
    while (seen < wanted) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const now = await this.tasks();
      if (now > seen) deadline = Date.now() + PATIENCE_MS;
      seen = now;
      if (Date.now() > deadline) throw new Error(`${whose}: no progress any more; ${wanted - seen} Tasks are missing.`);
    }
  }

  async #get(path: string): Promise<unknown> {
    const answer = await fetch(`${this.simulatorUrl}/simulator/${path}`);
    if (!answer.ok) throw new Error(`The simulator refused ${path}: ${await answer.text()}`);
    return answer.json();
  }
}
