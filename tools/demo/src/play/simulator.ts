import { z } from 'zod';

export type OrgRecord = Record<string, unknown>;

const records = z.object({ records: z.array(z.record(z.string(), z.unknown())) });
const journal = z.object({
  entries: z.array(z.object({ kind: z.string(), client: z.string().nullable(), counted: z.boolean() })),
});
export type JournalEntry = z.infer<typeof journal>['entries'][number];

/** The simulator's side door: what a customer does in the org by hand, and what a judge looks at. */
export class SimulatedOrg {
  constructor(private readonly url: string) {}

  async all(objectType: string): Promise<OrgRecord[]> {
    return records.parse(await this.#call('GET', `records/${objectType}`)).records;
  }

  async convert(leadId: string): Promise<void> {
    await this.#call('POST', `leads/${leadId}/convert`);
  }

  async delete(objectType: string, id: string): Promise<void> {
    await this.#call('DELETE', `records/${objectType}/${id}`);
  }

  async journal(): Promise<JournalEntry[]> {
    return journal.parse(await this.#call('GET', 'journal?limit=50000')).entries;
  }

  async #call(method: string, path: string): Promise<unknown> {
    const answer = await fetch(`${this.url}/simulator/${path}`, { method });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The simulator refused ${method} ${path}: ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }
}
