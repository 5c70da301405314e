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

  /** What the ended broker left, if it left something. Complete under its name at once: others may be starting. */
  async keep(): Promise<void> {
    if (!existsSync(this.#draft)) return;
    if (!existsSync(this.#file)) {
      // The draft may lie on another disk than the jars.
      const copy = `${this.#file}-${process.pid}`;
      await copyFile(this.#draft, copy);
      await rename(copy, this.#file);
    }
    await rm(this.#draft, { force: true });
  }
}
