import type { ConnectionOptions } from 'node:tls';
import { SettingsError } from '@ce/service-kit';
import type { Kafka as KafkaClient, SASLOptions } from 'kafkajs';
import type { BusJournal } from '../consume/bus-journal.js';
import type { BusSettings } from '../settings/bus-settings.js';
import { fetchOAuthToken } from './fetch-oauth-token.js';
import { Kafka, logLevel } from './kafkajs.js';
import { readCompressed } from './read-compressed.js';
import { readTlsFiles } from './read-tls-files.js';

/** The client of one service; nothing is connected yet. Its own log goes to the journal, problems only. */
export function kafkaClient(service: string, settings: BusSettings, journal: BusJournal, retries = 8): KafkaClient {
  readCompressed();
  return new Kafka({
    clientId: service,
    brokers: settings.KAFKA_BROKERS?.split(',') ?? [],
    ssl: tlsOf(service, settings),
    sasl: saslOf(settings),
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries },
    logLevel: logLevel.ERROR,
    logCreator:
      () =>
      ({ log, namespace }) => {
        const { message, broker, groupId, error } = log as { message: string } & Record<string, unknown>;
        journal.note('warn', `kafka: ${message}`, { namespace, broker, group: groupId, cause: error });
      },
  });
}

/** @throws SettingsError naming every file that cannot be used */
function tlsOf(service: string, settings: BusSettings): ConnectionOptions | boolean {
  if (!settings.KAFKA_TLS) return false;
  const { files, problems } = readTlsFiles(settings);
  if (problems.length > 0) throw new SettingsError(service, problems);
  const { ca, cert, key } = files;
  return { ...(ca === undefined ? {} : { ca: [ca] }), cert, key };
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
