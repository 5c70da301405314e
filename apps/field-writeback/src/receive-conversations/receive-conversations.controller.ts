import {
  conversationCompleted,
  conversationOptedOut,
  conversationQualified,
  conversationStatusChanged,
} from '@ce/contracts';
import { Consumes, done, type Outcome, type ReceivedEvent } from '@ce/messaging';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { keepFacts } from '../keep-facts/keep-facts.js';
import { WriteLoop } from '../write-fields/write-loop.js';
import { factsOfConversation } from './facts-of-conversation.js';

/** `ce.conversation.v1`: the status, the wish not to be contacted, and the sales rep of a qualified person. */
@Controller()
export class ReceiveConversationsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly loop: WriteLoop,
  ) {}

  @Consumes('ce.conversation.v1', [
    conversationStatusChanged,
    conversationOptedOut,
    conversationQualified,
    conversationCompleted,
  ])
  async onConversations(
    events: ReceivedEvent<
      | typeof conversationStatusChanged
      | typeof conversationOptedOut
      | typeof conversationQualified
      | typeof conversationCompleted
    >[],
  ): Promise<Outcome[]> {
    const facts = events.flatMap(({ event }) => factsOfConversation(event));
    if ((await keepFacts(this.dataSource, facts)) > 0) this.loop.nudge();
    return events.map(() => done());
  }
}
