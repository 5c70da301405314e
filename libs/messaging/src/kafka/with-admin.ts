import type { Admin, Kafka } from 'kafkajs';
import { explainConnection } from './explain-connection.js';

/**
 * Runs some administration on a connection of its own.
 * @throws NoConnection or TokenRefused when there is none to be had
 */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (error) {
    throw explainConnection(error);
  } finally {
    await admin.disconnect();
  }
}
