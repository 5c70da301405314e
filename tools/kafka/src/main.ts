import { parseArgs } from 'node:util';
import { cacheFolder } from './fetch-jars.js';
import { startKafka } from './start-kafka.js';

// `npm run kafka [-- --port 9092 --nodes 3 --data folder]`: runs until Ctrl-C.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9092' },
    nodes: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
});

try {
  console.log(`Starting Kafka; its jars are kept in ${cacheFolder()}.`);
  const kafka = await startKafka({
    port: Number(values.port),
    nodes: values.nodes === '3' ? 3 : 1,
    ...(values.data === undefined ? {} : { dataDir: values.data }),
  });
  console.log(`Kafka ${kafka.version} is ready: KAFKA_BROKERS=${kafka.brokers}\nCtrl-C stops it.`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping Kafka.');
    void kafka.stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
