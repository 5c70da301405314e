import { correlationIdFor } from '@ce/contracts';
import type { WithOrg } from '@ce/delivery';
import { Outbox } from '@ce/messaging';
import { Logger, Metrics, SETTINGS, withLogContext } from '@ce/service-kit';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ImportContacts } from '../import-contacts/import-contacts.js';
import type { ImportSettings } from '../settings.js';
import { findConnection } from '../track-connections/store-connections.js';
import { WITH_ORG } from '../with-org.js';
import { afterRefresh, afterRefreshError } from './after-refresh.js';
import { CLAIM_BEAT_MS, claimRefresh, endRefresh, keepRefreshClaim, type RefreshClaim } from './claim-refresh.js';
import { mappingKeyOf } from './mapping-key.js';
import { type RefreshedPeople, refreshConnection } from './refresh-connection.js';
import type { SeenAgain } from './store-changes.js';

const DAY_MS = 86_400_000;
const MOST_TICK_MS = 2_000;
/** Connections at the same time, so that one org that answers slowly keeps no other one waiting. */
const AT_ONCE = 4;

/** Looks again and again for what changed of the people that were imported. */
@Injectable()
export class RefreshContacts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #intervalMs: number;
  readonly #running = new Set<Promise<void>>();
  readonly #changedTotal;
  #stopping = false;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly imports: ImportContacts,
    @Inject(WITH_ORG) private readonly withOrg: WithOrg,
    @Inject(SETTINGS) private readonly settings: ImportSettings,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.#intervalMs = settings.REFRESH_SECONDS * 1_000;
    this.#changedTotal = metrics.counter(
      'contacts_changed_total',
      'Enrolled people whose imported values changed.',
      [],
    );
  }

  get enabled(): boolean {
    return this.#intervalMs > 0;
  }

  get intervalMs(): number {
    return this.#intervalMs;
  }

  onApplicationBootstrap(): void {
    if (this.enabled) this.#loop = this.#run();
  }

  /** The batch in hand is finished; what is left is looked at by the next refresh. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#loop;
    await Promise.all(this.#running);
  }

  nudge(): void {
    this.#wake();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const woken = this.#woken();
      const claim = this.#running.size < AT_ONCE ? await this.#claim() : undefined;
      if (claim === undefined) await woken;
      else this.#start(claim);
    }
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(MOST_TICK_MS, this.#intervalMs / 4));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #claim(): Promise<RefreshClaim | undefined> {
    try {
      return await claimRefresh(this.dataSource, this.#intervalMs);
    } catch (error) {
      this.log.warn('no refresh could be claimed; it is tried again', { error });
      return undefined;
    }
  }

  #start(claim: RefreshClaim): void {
    const context = { handler: 'refresh-contacts', connectionId: claim.connectionId };
    const refresh = withLogContext(context, () => this.#refresh(claim))
      .catch((error: unknown) => this.log.error('a refresh broke', { error }))
      .finally(() => {
        this.#running.delete(refresh);
        this.#wake();
      });
    this.#running.add(refresh);
  }

  async #refresh(claim: RefreshClaim): Promise<void> {
    const connection = await findConnection(this.dataSource.manager, claim.connectionId);
    if (connection === undefined) return;
    const mappingKey = mappingKeyOf(connection);
    // A beat that fails is followed by another one; a claim that is lost shows when something is to be stored.
    const beat = setInterval(() => void this.#keep(claim).catch(() => undefined), CLAIM_BEAT_MS);
    try {
      const request = { connectionId: claim.connectionId, kind: 'import', calls: 1 } as const;
      const answer = await this.withOrg(request, (org) =>
        refreshConnection(this.#tools(claim), org, connection, claim),
      );
      if (answer.kind === 'done') this.#tell(answer.value);
      await endRefresh(this.dataSource, claim, { ...afterRefresh(answer, this.#intervalMs, new Date()), mappingKey });
    } catch (error) {
      this.log.warn('enrolled people were not looked at', { error });
      await endRefresh(this.dataSource, claim, { ...afterRefreshError(error, this.#intervalMs), mappingKey });
    } finally {
      clearInterval(beat);
    }
  }

  #keep(claim: RefreshClaim): Promise<boolean> {
    return keepRefreshClaim(this.dataSource.manager, claim);
  }

  #tools(claim: RefreshClaim) {
    const { connectionId } = claim;
    return {
      dataSource: this.dataSource,
      outbox: this.outbox,
      orgFields: this.imports.orgFields,
      onPaused: this.imports.tellPaused,
      enrolledWithinMs: this.settings.REFRESH_DAYS * DAY_MS,
      goOn: async () => !this.#stopping && (await this.#keep(claim)),
      onChanged: (changed: readonly SeenAgain[]) => {
        this.#changedTotal.inc(changed.length);
        for (const { named, record } of changed) {
          this.log.info('contact changed', {
            correlationId: correlationIdFor(connectionId, named.id),
            recordId: named.id,
            ...(record.id === named.id
              ? {}
              : { nowRecordId: record.id, nowCorrelationId: correlationIdFor(connectionId, record.id) }),
          });
        }
      },
    };
  }

  #tell(people: RefreshedPeople): void {
    if (people.looked > 0) this.log.info('enrolled people looked at', { ...people });
  }
}
