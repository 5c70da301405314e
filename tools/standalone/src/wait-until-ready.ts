/** Polls an address until it answers 2xx; `failed` may end the wait early with a reason. */
export async function waitUntilReady(
  url: string,
  withinMs: number,
  failed: () => string | undefined = () => undefined,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const reason = failed();
    if (reason !== undefined) throw new Error(reason);
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (answer.ok) return;
      if (Date.now() > deadline)
        throw new Error(`${url} answers ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${url} was not ready in time`, { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
