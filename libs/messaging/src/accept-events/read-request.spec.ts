import { describe, expect, it } from 'vitest';
import { readRequest } from './read-request.js';

describe('readRequest', () => {
  it('finds one event in structured mode, whatever its charset', () => {
    const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
    expect(readRequest(headers, { id: '1' })).toEqual({ kind: 'events', events: [{ id: '1' }], batch: false });
  });

  it('finds all events of a batch', () => {
    const headers = { 'content-type': 'application/cloudevents-batch+json' };
    expect(readRequest(headers, [{ id: '1' }, { id: '2' }])).toMatchObject({
      events: [{ id: '1' }, { id: '2' }],
      batch: true,
    });
    expect(readRequest(headers, { id: '1' })).toMatchObject({ kind: 'not-cloudevents' });
  });

  it('puts attributes and data of binary mode together and decodes header values', () => {
    const headers = {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': '1',
      'ce-subject': 'Gr%C3%BC%C3%9Fe',
      host: 'x',
    };
    expect(readRequest(headers, { a: 1 })).toEqual({
      kind: 'events',
      events: [{ specversion: '1.0', id: '1', subject: 'Grüße', datacontenttype: 'application/json', data: { a: 1 } }],
      batch: false,
    });
    expect(readRequest({ 'ce-specversion': '1.0', 'ce-subject': '100%' }, {})).toMatchObject({
      events: [{ subject: '100%' }],
    });
  });

  it('says what it takes when there is no CloudEvent', () => {
    expect(readRequest({ 'content-type': 'application/json' }, {})).toMatchObject({
      kind: 'not-cloudevents',
      fix: expect.stringContaining('application/cloudevents+json') as string,
    });
  });
});
