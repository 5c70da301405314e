import { readOptions, USAGE } from './read-options.js';
import { cacheFolder } from './fetch-jars.js';
import { startKafka } from './start-kafka.js';

try {
  const reading = readOptions(process.argv.slice(2));
  if (reading.kind === 'help') process.stdout.write(USAGE);
  else if (reading.kind === 'wrong') throw new Error(`${reading.problem} See: npm run kafka -- --help`);
  else {
    console.log(`Starting Kafka; its jars are kept in ${cacheFolder()}.`);
    // Before the start, which takes seconds: a Ctrl-C meanwhile ends what has been started.
    let stopping = false;
    const starting = startKafka(reading.options);
    const stop = () => {
      if (stopping) return;
      stopping = true;
      console.log('Stopping Kafka.');
      void starting.then((kafka) => kafka.stop()).catch(() => undefined);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    const kafka = await starting;
    console.log(`Kafka ${kafka.version} is ready: KAFKA_BROKERS=${kafka.brokers}\nCtrl-C stops it.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
