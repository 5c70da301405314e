import { holdRoutes, leadId } from '@ce/service-testing';
import { anEmail, anOrg, startLogging } from './logging-fixture.js';

const deadLetters = { access: 'operator', stranger: 403 } as const;

holdRoutes(
  async () => {
    const logging = await startLogging(anOrg({ leads: 1 }));
    await logging.connect();
    await logging.publish(anEmail({ id: 'e1', record: { type: 'Lead', id: leadId(9) } }));
    await logging.settled('e1', 'parked');
    return {
      app: logging.app,
      tokens: logging.tokens,
      internalToken: 'internal',
      workspaceId: 'w1',
      schema: 'activity_logging',
      traces: ['c1', 'e1', leadId(9)],
      stop: () => logging.stop(),
    };
  },
  {
    'POST /events': {
      access: 'publisher',
      body: anEmail({ id: 'e2' }),
      type: 'application/cloudevents+json',
      stranger: 400,
      looseBody: true,
    },
    'GET /activities': { access: 'viewer', query: 'connectionId=c1' },
    'GET /activities/summary': { access: 'viewer', stranger: 'nothing' },
    'POST /activities/replays': { access: 'operator', body: { ids: ['e1'], class: 'gone' }, stranger: 'nothing' },
    'GET /dead-letters': deadLetters,
    'GET /dead-letters/{id}': deadLetters,
    'POST /dead-letters/replays': { ...deadLetters, body: { ids: ['e1'] } },
    'GET /audit/activity-logging': { access: 'admin', query: 'connectionId=c1', stranger: 'nothing' },
  },
);
