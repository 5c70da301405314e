import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { busSettings } from './bus-settings.js';
import { checkBusSettings } from './check-bus-settings.js';

const problemsOf = (given: Record<string, string>) => checkBusSettings(z.object(busSettings).parse(given));
const kafka = { BUS: 'kafka', KAFKA_BROKERS: 'one:9092,two:9092' };

describe('checkBusSettings', () => {
  it.each<[string, Record<string, string>]>([
    ['Postgres with nothing', {}],
    ['plain text', kafka],
    [
      'TLS with a client certificate',
      { ...kafka, KAFKA_TLS: 'true', KAFKA_TLS_CERT_FILE: 'c', KAFKA_TLS_KEY_FILE: 'k' },
    ],
    ['SCRAM', { ...kafka, KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' }],
  ])('takes %s', (_, given) => {
    expect(problemsOf(given)).toEqual([]);
  });

  it.each<[Record<string, string>, string]>([
    [{ BUS: 'kafka' }, 'KAFKA_BROKERS: is not set'],
    [{ ...kafka, KAFKA_TLS_CA_FILE: 'ca' }, 'KAFKA_TLS_CA_FILE: has no effect'],
    [{ ...kafka, KAFKA_TLS: 'true', KAFKA_TLS_KEY_FILE: 'k' }, 'belong together'],
    [{ ...kafka, KAFKA_SASL_USERNAME: 'u' }, 'KAFKA_SASL_MECHANISM: is not set'],
    [{ ...kafka, KAFKA_SASL_MECHANISM: 'scram-sha-256' }, 'needs a user and a password'],
    [
      { ...kafka, KAFKA_SASL_MECHANISM: 'oauthbearer', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' },
      'KAFKA_SASL_TOKEN_URL',
    ],
    [
      { ...kafka, KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' },
      'sends the password readable',
    ],
  ])('refuses %j', (given, problem) => {
    const problems = problemsOf(given);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('refuses brokers that are no list of addresses', () => {
    for (const brokers of ['one', 'one:9092;two:9092', 'http://one:9092', 'one:9092, two:9092']) {
      expect(z.object(busSettings).safeParse({ KAFKA_BROKERS: brokers }).success).toBe(false);
    }
  });
});
