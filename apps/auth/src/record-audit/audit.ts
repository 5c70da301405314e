import { type AuditFacts as Facts, AuditTrail } from '@ce/database';
import { Injectable } from '@nestjs/common';

export type AuditAction =
  | 'connection-started'
  | 'connected'
  | 'reconnected'
  | 'connection-refused'
  | 'disconnected'
  | 'mapping-changed'
  | 'settings-changed'
  | 'budget-changed'
  | 'preflight-run'
  | 'refresh-failed'
  | 'refresh-recovered'
  | 'reconnect-needed'
  | 'revocation-delayed'
  | 'resealed';

export type AuditFacts = Facts<AuditAction>;

/** Who connected, changed and disconnected what. */
@Injectable()
export class Audit extends AuditTrail<AuditAction> {}
