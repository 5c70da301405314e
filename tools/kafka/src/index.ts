export { checkJava, type JavaCheck } from './check-java.js';
export { fetchJars } from './fetch-jars.js';
export { KAFKA_VERSION } from './kafka-version.js';
export { kafkaIsWanted, ownKafkaIsWanted, startTestBroker, type TestBroker } from './test-broker.js';
export { type KafkaOptions, type RunningKafka, startKafka } from './start-kafka.js';
export { type Certificates, makeCertificates } from './secure/make-certificates.js';
export type { SecureOptions } from './secure/secure-listeners.js';
