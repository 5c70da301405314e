import { type CloudEvent, emailReceived, emailSent, type EventData, type contactImported } from '@ce/contracts';
import { planConversation } from './plan-conversation.js';
import { publishEvents } from './publish-events.js';
import type { SimulatedOrg } from './simulator.js';

type Imported = EventData<typeof contactImported>;

/** What the customer does to a record in Salesforce after it was imported and before its conversation starts. */
export interface CustomerActs {
  convert: ReadonlySet<string>;
  delete: ReadonlySet<string>;
}

const AT_ONCE = 50;

/** Plays CE: holds one conversation with each imported person, through the public event contract alone. */
export class Player {
  /** Accepted events by the record they were told of. */
  readonly accepted = new Map<string, CloudEvent[]>();
  readonly emailIds = new Set<string>();
  readonly deleted = new Set<string>();
  #finished = 0;

  constructor(
    private readonly eventsUrl: string,
    private readonly token: string,
    private readonly org: SimulatedOrg,
    private readonly acts: CustomerActs,
  ) {}

  get finishedConversations(): number {
    return this.#finished;
  }

  /** Talks to those of `people` that it has not talked to yet. */
  async play(people: Iterable<Imported>): Promise<void> {
    const fresh = [...people].filter((person) => !this.accepted.has(person.record.id)).slice(0, AT_ONCE * 4);
    const events: CloudEvent[] = [];
    for (const person of fresh) {
      const { id } = person.record;
      this.accepted.set(id, []);
      if (this.acts.convert.has(id)) await this.org.convert(id);
      if (this.acts.delete.has(id)) {
        await this.org.delete('Lead', id);
        this.deleted.add(id);
        continue;
      }
      const email = person.fields['email'];
      const told = planConversation({ ...person, email: typeof email === 'string' ? email : '' }, new Date());
      this.accepted.set(id, told);
      events.push(...told);
    }
    await publishEvents(this.eventsUrl, this.token, events);
    for (const event of events) {
      if (event.type === emailSent.type || event.type === emailReceived.type) this.emailIds.add(event.id);
      if (event.type.startsWith('ce.conversation.completed')) this.#finished += 1;
    }
  }
}
