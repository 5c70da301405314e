/** Ends a sleep early. A ring while nobody sleeps is not lost: the next sleep does not begin. */
export class Alarm {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** What rang before is being looked at. */
  reset(): void {
    this.#rung = false;
  }

  async sleep(milliseconds: number): Promise<void> {
    if (this.#rung) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    this.#wake = null;
  }
}
