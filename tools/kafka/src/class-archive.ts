import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Java's archive of the classes that a broker loads: with it a broker is there in half the time. The first broker that
 * ends in peace leaves it beside its jars. Java passes over an archive that is not of its own version or of these jars.
 */
export class ClassArchive {
  readonly #draft: string;

  constructor(
    private readonly jars: string,
    nodeFolder: string,
  ) {
    this.#draft = join(nodeFolder, 'classes.jsa');
  }

  get #file(): string {
    return `${this.jars}.jsa`;
  }

  use(): string[] {
    return existsSync(this.#file) ? [`-XX:SharedArchiveFile=${this.#file}`] : [];
  }

  useOrMake(): string[] {
    return existsSync(this.#file) ? this.use() : [`-XX:ArchiveClassesAtExit=${this.#draft}`];
  }

  /** What the ended broker left, if it left something. Where it cannot be kept, the next one starts as slowly. */
  async keep(): Promise<void> {
    try {
      if (existsSync(this.#draft) && !existsSync(this.#file)) await this.#place();
    } catch (error) {
      console.error(`The archive of Kafka's classes could not be kept: ${String(error)}`);
    } finally {
      await rm(this.#draft, { force: true });
    }
  }

  /**
   * Complete under its name at once, because others may be starting, or ending like this one. The draft may lie on another
   * disk.
   */
  async #place(): Promise<void> {
    const copy = `${this.#file}-${randomUUID()}`;
    try {
      await copyFile(this.#draft, copy);
      await rename(copy, this.#file);
    } finally {
      await rm(copy, { force: true });
    }
  }
}
