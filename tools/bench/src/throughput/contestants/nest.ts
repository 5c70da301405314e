import 'reflect-metadata';
import type { EmailData } from '@ce/contracts';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, type KafkaContext, type KafkaOptions, Payload, Transport } from '@nestjs/microservices';
import { Connection } from 'jsforce';
import { readContestantSettings, sayReady } from './contestant-settings.js';
import { eventKeyOf, taskOf } from './email-task.js';

// What most integrations are: the framework's own server, and one record per call.
const settings = readContestantSettings();
const org = new Connection({
  instanceUrl: settings.instanceUrl,
  accessToken: settings.accessToken,
  version: settings.apiVersion,
});

@Controller()
class Emails {
  @EventPattern(settings.topic)
  async onEmail(@Payload() email: object, @Ctx() context: unknown): Promise<void> {
    const { headers } = (context as KafkaContext).getMessage();
    const result = await org.sobject('Task').create(taskOf(eventKeyOf(headers), email as EmailData));
    if (!result.success) throw new Error(`Salesforce did not create the Task: ${JSON.stringify(result.errors)}`);
  }
}

@Module({ controllers: [Emails] })
class NestContestant {}

const app = await NestFactory.createMicroservice<KafkaOptions>(NestContestant, {
  logger: ['error', 'fatal'],
  transport: Transport.KAFKA,
  options: {
    client: { clientId: 'bench-nest', brokers: settings.brokers.split(',') },
    consumer: { groupId: 'bench-nest' },
    subscribe: { fromBeginning: true },
    run: { partitionsConsumedConcurrently: settings.concurrency },
  },
});
await app.listen();
sayReady();
