import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import { openRecipient } from '../profiles/address-vault.server';
import {
  claimTellings,
  nextTellingDueAt,
  storeTold,
  type ClaimedTelling,
  type Listener,
  type TellOutcome,
} from './tellings.server';

/** A statement as a listener hears it. */
export interface ConsentWord {
  email: string;
  /** Customers in Shopify that may be this person, the surest first. */
  customerIds: string[];
  state: 'granted' | 'pending' | 'withdrawn';
  optInLevel: string | null;
  occurredAt: Date;
}

/** Somebody outside who keeps consent, too. Expected refusals are values; what throws is tried again later. */
export type ConsentListener = (word: ConsentWord) => Promise<TellOutcome>;

export interface TellDeps {
  db: Database;
  vault: Vault;
  systemClock: SystemClock;
}

const BATCH = 50;

/** Tells whoever is to hear of it what people said to us. Returns when there is more to tell, or null. */
export async function tellConsents(
  deps: TellDeps,
  shopId: string,
  listeners: Record<Listener, ConsentListener>,
): Promise<Date | null> {
  const { prisma } = deps.db;
  for (;;) {
    const claimed = await deps.db.transaction((tx) => claimTellings(tx, shopId, deps.systemClock.now(), BATCH));
    if (!claimed.length) return nextTellingDueAt(prisma, shopId);
    for (const telling of claimed) {
      const outcome = await tell(deps, telling, listeners[telling.listener as Listener]);
      await deps.db.transaction((tx) => storeTold(tx, telling, outcome, deps.systemClock.now()));
    }
  }
}

async function tell({ db, vault }: TellDeps, telling: ClaimedTelling, listener: ConsentListener): Promise<TellOutcome> {
  const { shopId, addressId, customerIds, optInLevel, occurredAt } = telling;
  const recipient = await openRecipient(vault, db.prisma, shopId, addressId);
  if (!recipient) return { kind: 'refused', problem: 'the address was erased' };
  const state = telling.state as ConsentWord['state'];
  try {
    return await listener({ email: recipient.email, customerIds, state, optInLevel, occurredAt });
  } catch (error) {
    return { kind: 'try-later', problem: messageOf(error) };
  }
}
