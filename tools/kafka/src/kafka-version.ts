/** The broker line that tests and the standalone profile run. Why this one: docs/adr/0002-kafka-broker-line.md. */
export const KAFKA_VERSION = '4.4.0';
