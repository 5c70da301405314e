import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A named part of the state that survives a restart; values are plain JSON. */
export interface DurableSection<T> {
  entries(): IterableIterator<[string, T]>;
  put(key: string, value: T): void;
  remove(key: string): void;
}

export interface DurableState {
  /** False when this start has nothing to continue from. */
  readonly restored: boolean;
  section<T>(name: string): DurableSection<T>;
  /** Writes what `put` and `remove` gathered; called once a transaction or call is through. */
  flush(): void;
}

type Line = [section: string, key: string, value: unknown];

/** Keeps sections in memory only, for tests and throw-away orgs. */
export function memoryState(): DurableState {
  return new State(new Map(), false, null);
}

/**
 * One JSON line per change, appended synchronously and re-written as a whole at start-up; a half-written last line
 * (killed in the middle) is dropped.
 */
export function fileState(path: string): DurableState {
  const sections = new Map<string, Map<string, unknown>>();
  const existed = existsSync(path);
  if (existed) for (const line of readFileSync(path, 'utf8').split('\n')) apply(sections, line);
  writeFileSync(`${path}.new`, [...linesOf(sections)].join(''));
  renameSync(`${path}.new`, path);
  return new State(sections, existed, (text) => appendFileSync(path, text));
}

function apply(sections: Map<string, Map<string, unknown>>, text: string): void {
  let line: Line;
  try {
    line = JSON.parse(text) as Line;
  } catch {
    return;
  }
  const section = sections.get(line[0]) ?? new Map<string, unknown>();
  sections.set(line[0], section);
  if (line[2] === null) section.delete(line[1]);
  else section.set(line[1], line[2]);
}

function* linesOf(sections: Map<string, Map<string, unknown>>): Generator<string> {
  for (const [name, section] of sections)
    for (const [key, value] of section) yield `${JSON.stringify([name, key, value])}\n`;
}

class State implements DurableState {
  private pending: string[] = [];

  constructor(
    private readonly sections: Map<string, Map<string, unknown>>,
    readonly restored: boolean,
    /** Null keeps nothing, and spares the work of writing it down. */
    private readonly append: ((text: string) => void) | null,
  ) {}

  section<T>(name: string): DurableSection<T> {
    const values = this.sections.get(name) ?? new Map<string, unknown>();
    this.sections.set(name, values);
    const write = (key: string, value: T | null): void => {
      if (this.append !== null) this.pending.push(`${JSON.stringify([name, key, value])}\n`);
    };
    return {
      entries: () => values.entries() as IterableIterator<[string, T]>,
      put: (key, value) => {
        values.set(key, value);
        write(key, value);
      },
      remove: (key) => {
        if (values.delete(key)) write(key, null);
      },
    };
  }

  flush(): void {
    if (this.append === null || this.pending.length === 0) return;
    const text = this.pending.join('');
    this.pending = [];
    this.append(text);
  }
}
