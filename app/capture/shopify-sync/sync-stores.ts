import type { Db } from '~/platform/db/db.server';
import type { CensusKind, SyncKind, SyncPages } from './sync-kinds';

/** Stores one page of what a sync brought, with all it causes, in the given transaction. */
export type StorePage = { [K in SyncKind]: (tx: Db, objects: SyncPages[K]) => Promise<void> };

/** What is done with what was read, by purpose. */
export interface SyncStores {
  first: StorePage;
  changes: StorePage;
  /** Called once the past of a kind is stored whole. */
  endFirst(kind: SyncKind): Promise<void>;
  /** Called once a census has been told the ids of all there were at an instant of business time. */
  endCensus(kind: CensusKind, askedAt: Date): Promise<void>;
}
