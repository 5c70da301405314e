import kafkajs from 'kafkajs';

/** kafkajs is CommonJS of a kind whose names Node cannot see from a module; this is their one door. */
export const { ConfigResourceTypes, Kafka, logLevel, Partitioners } = kafkajs;
