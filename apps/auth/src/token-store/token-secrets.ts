import { Sealer } from '@ce/database';
import { Injectable } from '@nestjs/common';

export type SecretName = 'access' | 'refresh' | 'client';

/** Seals a connection's secrets. Each is bound to its connection and its place, so that none can be moved. */
@Injectable()
export class TokenSecrets {
  constructor(private readonly sealer: Sealer) {}

  seal(connectionId: string, name: SecretName, plain: string): string {
    return this.sealer.seal(plain, contextOf(connectionId, name));
  }

  open(connectionId: string, name: SecretName, sealed: string): string {
    return this.sealer.open(sealed, contextOf(connectionId, name));
  }
}

export function contextOf(connectionId: string, name: SecretName): string {
  return `${connectionId}/${name}`;
}
