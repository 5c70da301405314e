/** The broker line that tests and the standalone profile run. Why this one: docs/adr/0002-kafka-broker-line.md. */
export const KAFKA_VERSION = '4.4.0';

/** `KAFKA_VERSION` of the environment, or the line of this project. */
export function wantedVersion(): string {
  return process.env['KAFKA_VERSION'] ?? KAFKA_VERSION;
}
