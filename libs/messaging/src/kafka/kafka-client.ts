import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { Kafka as KafkaClient, SASLOptions } from 'kafkajs';
import type { BusJournal } from '../consume/bus-journal.js';
import type { BusSettings } from '../settings/bus-settings.js';
import { fetchOAuthToken } from './fetch-oauth-token.js';
import { Kafka, logLevel } from './kafkajs.js';

/** A setting names a file that cannot be read. */
export class UnreadableFile extends Error {
  constructor(setting: string, path: string, cause: unknown) {
    super(`${setting}: the file ${path} cannot be read. Mount it, or correct the path.`, { cause });
    this.name = 'UnreadableFile';
  }
}

/** The client of one service; nothing is connected yet. Its own log goes to the journal, problems only. */
export function kafkaClient(service: string, settings: BusSettings, journal: BusJournal): KafkaClient {
  return new Kafka({
    clientId: service,
    brokers: settings.KAFKA_BROKERS?.split(',') ?? [],
    ssl: tlsOf(settings),
    sasl: saslOf(settings),
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8 },
    logLevel: logLevel.ERROR,
    logCreator:
      () =>
      ({ log, namespace }) => {
        const { message, broker, groupId, error } = log as { message: string } & Record<string, unknown>;
        journal.note('warn', `kafka: ${message}`, { namespace, broker, group: groupId, cause: error });
      },
  });
}

function tlsOf(settings: BusSettings): ConnectionOptions | boolean {
  if (!settings.KAFKA_TLS) return false;
  const ca = read(settings, 'KAFKA_TLS_CA_FILE');
  return {
    ...(ca === undefined ? {} : { ca: [ca] }),
    cert: read(settings, 'KAFKA_TLS_CERT_FILE'),
    key: read(settings, 'KAFKA_TLS_KEY_FILE'),
  };
}

function read(
  settings: BusSettings,
  name: 'KAFKA_TLS_CA_FILE' | 'KAFKA_TLS_CERT_FILE' | 'KAFKA_TLS_KEY_FILE',
): string | undefined {
  const path = settings[name];
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UnreadableFile(name, path, cause);
  }
}

function saslOf(settings: BusSettings): SASLOptions | undefined {
  const username = settings.KAFKA_SASL_USERNAME ?? '';
  const password = settings.KAFKA_SASL_PASSWORD?.reveal() ?? '';
  switch (settings.KAFKA_SASL_MECHANISM) {
    case undefined:
      return undefined;
    case 'oauthbearer':
      return {
        mechanism: 'oauthbearer',
        oauthBearerProvider: () =>
          fetchOAuthToken({
            tokenUrl: settings.KAFKA_SASL_TOKEN_URL ?? '',
            clientId: username,
            clientSecret: password,
            scope: settings.KAFKA_SASL_SCOPE,
          }),
      };
    // Each apart, because the type of the options depends on the mechanism.
    case 'plain':
      return { mechanism: 'plain', username, password };
    case 'scram-sha-256':
      return { mechanism: 'scram-sha-256', username, password };
    case 'scram-sha-512':
      return { mechanism: 'scram-sha-512', username, password };
  }
}
