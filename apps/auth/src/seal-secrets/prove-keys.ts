import { Sealer, UnsealError } from '@ce/database';
import { SETTINGS } from '@ce/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AuthSettings } from '../settings.js';
import { SealedValues } from './sealed-values.js';
import { parseSealingKeys } from './sealing-keys.js';

const PROOF = 'opens under the true key';
const contextOf = (keyId: string) => `sealing-key/${keyId}`;

/** Makes sure at start that every value in the database will open: no key is missing, and none is another one. */
@Injectable()
export class ProveKeys {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly sealedValues: SealedValues,
    @Inject(SETTINGS) private readonly settings: Pick<AuthSettings, 'SEALING_KEYS'>,
  ) {}

  /** @throws Error in words; the service then does not start. */
  async prove(): Promise<void> {
    const proofs = await this.dataSource.query<{ keyId: string; proof: string }[]>(
      'select key_id as "keyId", proof from sealing_key',
    );
    const inUse = (await this.sealedValues.byKey()).filter(({ values }) => values > 0);
    const used = new Set(inUse.map(({ keyId }) => keyId));
    const problems = proofs.flatMap(({ keyId, proof }) => this.#problemOf(keyId, proof, used));
    if (problems.length > 0) throw new Error(`SEALING_KEYS does not fit the database. ${problems.join(' ')}`);
    const { activeKeyId } = this.sealer;
    await this.dataSource.query('insert into sealing_key (key_id, proof) values ($1, $2) on conflict do nothing', [
      activeKeyId,
      this.sealer.seal(PROOF, contextOf(activeKeyId)),
    ]);
  }

  #problemOf(keyId: string, proof: string, used: ReadonlySet<string>): string[] {
    try {
      this.sealer.open(proof, contextOf(keyId));
      return [];
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      if (!this.#has(keyId)) {
        // A key that has been rotated out and seals nothing any more may be thrown away.
        return used.has(keyId) ? [`The key "${keyId}" is missing, and tokens are sealed under it: add it again.`] : [];
      }
      return [`The key "${keyId}" is not the one that was used under this id: put the former key back.`];
    }
  }

  #has(keyId: string): boolean {
    const keys = parseSealingKeys(this.settings.SEALING_KEYS.reveal());
    return typeof keys !== 'string' && keys.some(({ id }) => id === keyId);
  }
}
