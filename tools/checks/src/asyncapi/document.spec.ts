import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { cloudEventAttributes, findEventDefinition, inboundEvents, outboundEvents, topics } from '@ce/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { DOCUMENT_FILE, documentText } from './document-file.js';

/** Diagnostics count 0 for an error, 1 for a warning, 2 and up for advice. */
const WARNING = 1;
const committed = readFileSync(DOCUMENT_FILE, 'utf8');

describe('docs/contracts/asyncapi.json', () => {
  it('is in step with libs/contracts; run `npm run contracts:generate` and commit the file', async () => {
    expect(committed === (await documentText()), 'docs/contracts/asyncapi.json is out of step').toBe(true);
  }, 30_000);
});

describe('the document', () => {
  let parsed: Awaited<ReturnType<Parser['parse']>>;
  beforeAll(async () => {
    parsed = await new Parser().parse(committed);
    // The parser compiles its whole rule set first.
  }, 60_000);

  it('is valid AsyncAPI', () => {
    const faults = parsed.diagnostics.filter(({ severity }) => Number(severity) <= WARNING);
    expect(faults.map(({ message, path }) => `${path.join('.')}: ${message}`)).toEqual([]);
    expect(parsed.document?.version()).toBe('3.0.0');
  });

  it('has every topic and every event, each with a key, headers and an example', () => {
    const channels = parsed.document?.channels().all() ?? [];
    expect(channels.map((channel) => channel.address()).sort()).toEqual([...Object.keys(topics), '/events'].sort());
    for (const { type, topic } of [...inboundEvents, ...outboundEvents]) {
      const channel = channels.find((candidate) => candidate.address() === topic);
      const message = channel
        ?.messages()
        .all()
        .find((candidate) => candidate.name() === type);
      expect(message?.headers()?.properties()?.['ce_type']?.const(), type).toBe(type);
      expect(message?.bindings().get('kafka')?.value<{ key?: unknown }>().key, type).toBeDefined();
      expect(message?.examples().all(), type).toHaveLength(1);
    }
  });

  it('shows examples that our readers take, with the headers and the key that our publishers give', () => {
    let seen = 0;
    for (const message of parsed.document?.messages().all() ?? []) {
      const definition = findEventDefinition(message.name() ?? '');
      if (definition === undefined) continue;
      const [example] = message.examples().all();
      const headers = example?.headers() ?? {};
      expect(headers['ce_partitionkey']).toBe(definition.key(definition.schema.parse(example?.payload())));
      expect(headers['ce_type']).toBe(definition.type);
      expect(Object.keys(headers)).toEqual(expect.arrayContaining(message.headers()?.required() ?? ['unknown']));
      seen += 1;
    }
    expect(seen).toBe(inboundEvents.length + outboundEvents.length);
  });

  it('shows whole CloudEvents for HTTP', () => {
    const structured = parsed.document
      ?.messages()
      .all()
      .find((message) => message.name() === 'structured');
    const events = (structured?.examples().all() ?? []).map((example) => example.payload());
    expect(events).toHaveLength(inboundEvents.length);
    for (const event of events) {
      const { type } = cloudEventAttributes.parse(event);
      expect(findEventDefinition(type)?.schema.safeParse(event?.['data']).success, type).toBe(true);
    }
  });

  it('tells publishers apart from readers', () => {
    const actions = (parsed.document?.operations().all() ?? []).map((operation) => [
      operation.id(),
      operation.action(),
    ]);
    expect(Object.fromEntries(actions)).toMatchObject({
      'ce.email.v1': 'receive',
      'ce.campaign.v1': 'receive',
      events: 'receive',
      'salesforce.contact.v1': 'send',
      'salesforce.delivery.v1': 'send',
    });
  });
});
