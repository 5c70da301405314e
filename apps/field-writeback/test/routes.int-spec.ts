import { holdRoutes, leadId } from '@ce/service-testing';
import { status } from './events.js';
import { anOrg, startWriting } from './writeback-fixture.js';

const deadLetters = { access: 'operator', stranger: 403 } as const;

holdRoutes(
  async () => {
    const writing = await startWriting(anOrg({ withoutStatus: ['stopped_responding'] }));
    await writing.connect();
    await writing.publish(status(leadId(0), 5, 'stopped_responding'));
    const parked = await writing.settled(leadId(0), 'status', 'parked');
    return {
      app: writing.app,
      tokens: writing.tokens,
      internalToken: 'internal',
      workspaceId: 'w1',
      schema: 'field_writeback',
      traces: ['c1', parked.id, leadId(0)],
      stop: () => writing.stop(),
    };
  },
  {
    'GET /write-backs': { access: 'viewer', query: 'connectionId=c1' },
    'GET /write-backs/summary': { access: 'viewer', stranger: 'nothing' },
    'POST /write-backs/replays': { access: 'operator', body: { class: 'configuration' }, stranger: 'nothing' },
    'GET /dead-letters': deadLetters,
    'GET /dead-letters/{id}': deadLetters,
    'POST /dead-letters/replays': { ...deadLetters, body: { ids: ['e1'] } },
    'GET /audit/field-writeback': { access: 'admin', query: 'connectionId=c1', stranger: 'nothing' },
  },
);
