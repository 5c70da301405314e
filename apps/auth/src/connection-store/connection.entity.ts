import type { ConnectionHealth, ConnectionToggles, FieldMapping, PackageVariant } from '@ce/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MappingCheck } from '@ce/field-mapping';

/** How its tokens are got: with a person's consent, or server to server. */
export type ConnectionFlow = 'web-server' | 'jwt-bearer' | 'client-credentials';

/** An entry that is paused, with the reason; or a CE field that must be mapped and is not. */
export interface StoredMappingProblem {
  objectType: string;
  ceField: string;
  salesforceField: string | null;
  reason: string;
  fix: string;
}

/** A workspace's link to one org. Everything but the secrets, which are in `token`. */
@Entity({ name: 'connection' })
export class ConnectionRow {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'workspace_id' }) workspaceId!: string;
  @Column({ type: 'text' }) environment!: 'production' | 'sandbox';
  @Column({ type: 'text' }) flow!: ConnectionFlow;
  @Column({ type: 'text', name: 'login_url' }) loginUrl!: string;
  @Column({ type: 'text', name: 'instance_url' }) instanceUrl!: string;
  /** 18 characters; never changes: another org is another connection. */
  @Column({ type: 'text', name: 'org_id' }) orgId!: string;
  @Column({ type: 'text', name: 'org_name' }) orgName!: string;
  @Column({ type: 'text', name: 'org_edition' }) orgEdition!: string;
  @Column({ type: 'text', name: 'user_id' }) userId!: string;
  @Column({ type: 'text' }) username!: string;
  @Column({ type: 'text' }) health!: ConnectionHealth;
  @Column({ type: 'text', name: 'health_reason', nullable: true }) healthReason!: string | null;
  @Column({ type: 'text', name: 'health_fix', nullable: true }) healthFix!: string | null;
  @Column({ type: 'jsonb', name: 'package_variants' }) packageVariants!: Record<'Lead' | 'Contact', PackageVariant>;
  /** As the workspace wants it. */
  @Column({ type: 'jsonb' }) mapping!: FieldMapping;
  /** The entries of it that the org can serve; this is what the other services get. */
  @Column({ type: 'jsonb', name: 'usable_mapping' }) usableMapping!: MappingCheck['usable'];
  @Column({ type: 'jsonb', name: 'mapping_problems' }) mappingProblems!: StoredMappingProblem[];
  @Column({ type: 'jsonb' }) toggles!: ConnectionToggles;
  @Column({ type: 'text', array: true, name: 'generic_owner_ids' }) genericOwnerIds!: string[];
  @Column({ type: 'text', name: 'activity_event_id_field', nullable: true }) activityEventIdField!: string | null;
  @Column({ type: 'int' }) version!: number;
  @Column({ type: 'timestamptz', name: 'connected_at' }) connectedAt!: Date;
  @Column({ type: 'timestamptz', name: 'updated_at' }) updatedAt!: Date;
}
