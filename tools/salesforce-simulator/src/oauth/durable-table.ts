import type { DurableSection } from '../org/durable-state.js';

/** Objects by key, each kept as one entry of a durable section; `put` again after changing one. */
export class DurableTable<T extends object> {
  private readonly rows: Map<string, T>;

  constructor(private readonly section: DurableSection<T>) {
    this.rows = new Map(section.entries());
  }

  get(key: string): T | undefined {
    return this.rows.get(key);
  }

  all(): T[] {
    return [...this.rows.values()];
  }

  put(key: string, row: T): void {
    this.rows.set(key, row);
    this.section.put(key, row);
  }
}
