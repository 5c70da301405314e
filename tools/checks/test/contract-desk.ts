import { type CloudEvent, type EventDefinition, inboundEvents, outboundEvents, type TopicName } from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { prepareBusService } from '@ce/service-testing';
import { Controller } from '@nestjs/common';

const definitionsOf = (topic: TopicName): EventDefinition[] =>
  [...inboundEvents, ...outboundEvents].filter((definition) => definition.topic === topic);

/** A service that takes every event of the contract, from the bus and over HTTP, and keeps what reached its handlers. */
export async function startContractDesk(environment: Record<string, string>) {
  const taken: CloudEvent[] = [];
  const service = await prepareBusService('contract-desk', handlerOf(taken), environment);
  const app = await service.start();
  return {
    app,
    taken,
    token: await service.publisherToken(),
    stop: async () => {
      await app.close();
      await service.stop();
    },
  };
}

type Events = readonly ReceivedEvent<EventDefinition>[];

function handlerOf(taken: CloudEvent[]) {
  const take = (events: Events): Outcome[] => {
    taken.push(...events.map(({ event }) => event));
    return events.map(() => done());
  };

  @Controller()
  class DeskHandler {
    @Consumes('ce.email.v1', definitionsOf('ce.email.v1'))
    async onEmail(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('ce.conversation.v1', definitionsOf('ce.conversation.v1'))
    async onConversation(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('ce.campaign.v1', definitionsOf('ce.campaign.v1'))
    async onCampaign(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.connection.v1', definitionsOf('salesforce.connection.v1'))
    async onConnection(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.report-row.v1', definitionsOf('salesforce.report-row.v1'))
    async onReportRow(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.dry-run.v1', definitionsOf('salesforce.dry-run.v1'))
    async onDryRun(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.contact.v1', definitionsOf('salesforce.contact.v1'))
    async onContact(events: Events): Promise<Outcome[]> {
      return take(events);
    }

    @Consumes('salesforce.delivery.v1', definitionsOf('salesforce.delivery.v1'))
    async onDelivery(events: Events): Promise<Outcome[]> {
      return take(events);
    }
  }
  return DeskHandler;
}
