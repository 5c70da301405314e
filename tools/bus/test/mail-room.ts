import { type CloudEvent, emailReceived, emailSent } from '@ce/contracts';
import { Consumes, done, never, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { type BusService, prepareBusService } from '@ce/service-testing';
import { Controller } from '@nestjs/common';

export const GROUP = 'mail-room';

/** What reached the handler, and what it refuses. */
export class Mail {
  readonly taken: { event: CloudEvent; partition: number }[] = [];
  readonly refusedSubjects = new Set<string>();

  get subjects(): string[] {
    return this.taken.map(({ event }) => (event.data as { subject: string }).subject);
  }
}

/** A service that takes emails from the bus and over HTTP; it can be stopped and started again. */
export async function prepareMailRoom(environment: Record<string, string>): Promise<BusService & { mail: Mail }> {
  const mail = new Mail();
  return { ...(await prepareBusService(GROUP, handlerOf(mail), environment)), mail };
}

function handlerOf(mail: Mail) {
  @Controller()
  class EmailsHandler {
    @Consumes('ce.email.v1', [emailSent], { ignores: [emailReceived] })
    async onSent(events: readonly ReceivedEvent<typeof emailSent>[]): Promise<Outcome[]> {
      return events.map(({ event, partition }) => {
        if (mail.refusedSubjects.has(event.data.subject)) return never('The mapping is not there yet.');
        mail.taken.push({ event, partition });
        return done();
      });
    }
  }
  return EmailsHandler;
}
