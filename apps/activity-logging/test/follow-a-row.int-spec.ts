import { correlationIdFor, emailSent } from '@ce/contracts';
import { Logger } from '@ce/service-kit';
import { leadId } from '@ce/service-testing';
import { eventually } from '@ce/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { anEmail, anOrg, type Logging, startLogging } from './logging-fixture.js';

let logging: Logging;
afterEach(() => logging.stop());

describe('the log', () => {
  it('has one line for a Task, with the correlation id of its person', async () => {
    logging = await startLogging(anOrg({ leads: 1 }), { LOG_LEVEL: 'info' });
    await logging.connect();
    const info = vi.spyOn(logging.app.get(Logger), 'info');
    await logging.publish(anEmail({ id: 'e1' }));
    await logging.settled('e1', 'done');
    const lines = () => info.mock.calls.filter(([message]) => message === 'task logged').map(([, facts]) => facts);
    await eventually(() => expect(lines()).toHaveLength(1));
    expect(lines()[0]).toMatchObject({
      correlationId: correlationIdFor('c1', leadId(0)),
      ...{ connectionId: 'c1', recordId: leadId(0), messageId: 'e1', state: 'done' },
    });
  });

  it('has one line for an email that was stored, at debug, with the same id and nothing of its text', async () => {
    logging = await startLogging(anOrg({ leads: 1 }), { LOG_LEVEL: 'debug' });
    await logging.connect();
    const debug = vi.spyOn(logging.app.get(Logger), 'debug').mockReturnValue();
    await logging.publish(anEmail({ id: 'e1' }));
    await logging.settled('e1', 'done');
    const lines = () =>
      debug.mock.calls.filter(([, facts]) => typeof facts === 'object' && facts['messageId'] === 'e1');
    await eventually(() => expect(lines()).toHaveLength(1));
    const correlationId = correlationIdFor('c1', leadId(0));
    expect(lines()).toEqual([
      [
        'event stored',
        {
          ...{ messageId: 'e1', correlationId, type: emailSent.type, topic: emailSent.topic },
          ...{ partition: expect.any(Number) as number, offset: expect.any(String) as string },
        },
      ],
    ]);
  });
});
