import { emailSent, type EventOf } from '@ce/contracts';
import { Logger, Metrics } from '@ce/service-kit';
import { expect, it, vi } from 'vitest';
import type { ReceivedEvent } from './consume/received-event.js';
import { kitJournal } from './kit-journal.js';
import { anEmail } from './testing/email-events.js';

const received = (change: object = {}): ReceivedEvent => ({
  event: { ...(anEmail('c1', 1, 'A secret offer') as EventOf<typeof emailSent>), id: 'e1', ...change },
  topic: emailSent.topic,
  partition: 3,
  offset: '7',
});

function journalAt(LOG_LEVEL: 'debug' | 'info') {
  const log = new Logger('tests', { LOG_LEVEL });
  const debug = vi.spyOn(log, 'debug').mockReturnValue();
  return { journal: kitJournal(log, new Metrics('tests')), lines: () => debug.mock.calls };
}

it('says at debug which event was stored, of whom, and nothing of what it says', () => {
  const { journal, lines } = journalAt('debug');
  journal.stored([received(), received({ correlationid: undefined })]);
  const line = [
    'event stored',
    {
      ...{ messageId: 'e1', type: emailSent.type, topic: emailSent.topic, partition: 3, offset: '7' },
      correlationId: anEmail('c1', 1, '').correlationid,
    },
  ];
  expect(lines()).toEqual([line, line]);
});

it('does not even look at the events at info', () => {
  const { journal, lines } = journalAt('info');
  const event = new Proxy(received(), {
    get: () => expect.fail('It was looked at.'),
  });
  journal.stored([event]);
  expect(lines()).toEqual([]);
});
