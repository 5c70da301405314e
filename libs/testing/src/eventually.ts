/** Waits until `probe` stops throwing and returns what it gave; after `withinMs` throws what the probe threw last. */
export async function eventually<T>(probe: () => Promise<T> | T, withinMs = 30_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
