import type { PersonReport } from '~/capture/events/person-report';
import type { Identifier } from '~/capture/events/reports';
import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Ids } from '~/platform/ids.server';
import type { ToldOf } from './told-of.server';

export interface IdentifyDeps {
  vault: Vault;
  ids: Ids;
  systemClock: SystemClock;
}

export interface IdentifyInput {
  person: PersonReport;
  /** Carts and checkouts the report speaks of. */
  weak?: Identifier[] | undefined;
  /** Whose mailbox the browser came from, by a link in our own mail: that profile's id. */
  mailboxOf?: string | undefined;
  /** What is told, by whom: kept with each link as its evidence. */
  evidence: string;
}

/** Whose a report is, and of which profile it was told: another one where that was absorbed since. */
export interface Identified extends ToldOf {
  /** Profiles that are this one from now on; the other stages move what they hold. */
  mergedFrom: string[];
}

export interface Linked extends Identified {
  /** The address of the report leads to this person now. */
  isAddressTheirs: boolean;
}
