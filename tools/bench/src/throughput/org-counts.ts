import { EVENT_ID_FIELD } from '@ce/demo';
import { z } from 'zod';

const total = z.object({ total: z.number() });
const eventIds = z.object({ records: z.array(z.record(z.string(), z.string().nullable())) });
const kindTotal = z.object({ records: z.number() });
const journal = z.object({
  counted: z.number(),
  totals: z.object({ composite: kindTotal.optional(), 'record-create': kindTotal.optional() }),
});
const LOOK_MS = 100;
const PATIENCE_MS = 60_000;

export interface Traffic {
  calls: number;
  records: number;
}

/** What the org itself says, by the simulator's side door; none of it is an API call. */
export class OrgCounts {
  constructor(private readonly simulatorUrl: string) {}

  async tasks(): Promise<number> {
    return total.parse(await this.#get('records/Task?count=true')).total;
  }

  /** The event ids of the Tasks, without the first `offset` ones, in order of creation. */
  async eventIds(offset: number): Promise<(string | null)[]> {
    const { records } = eventIds.parse(await this.#get(`records/Task?fields=${EVENT_ID_FIELD}&offset=${offset}`));
    return records.map((record) => record[EVENT_ID_FIELD] ?? null);
  }

  /** API calls that counted against the org's limit, and records that arrived in calls that write. */
  async traffic(): Promise<Traffic> {
    const { counted, totals } = journal.parse(await this.#get('journal?limit=1'));
    return { calls: counted, records: (totals.composite?.records ?? 0) + (totals['record-create']?.records ?? 0) };
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
