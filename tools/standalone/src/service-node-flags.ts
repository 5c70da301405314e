/**
 * As the image sets them in NODE_OPTIONS. Node takes memory as long as the machine has some; these keep a service within
 * about 270 MB under load, at the price of more frequent garbage collection (docs/performance.md).
 */
export const SERVICE_NODE_FLAGS = ['--max-old-space-size=192', '--max-semi-space-size=16'] as const;
