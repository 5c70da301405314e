import { createRequire } from 'node:module';
import type * as Client from 'kafkajs';
import { replaceParts } from './lean-client/replace-parts.js';

replaceParts();
// Not by `import`: that would load it before its parts are replaced.
const kafkajs = createRequire(import.meta.url)('kafkajs') as typeof Client;

/** The one door to the client. */
export const { CompressionCodecs, CompressionTypes, ConfigResourceTypes, Kafka, logLevel } = kafkajs;
