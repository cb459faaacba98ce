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

/** The same, told of many at once: an answer for each, in their order. */
export type ConsentAudience = (words: ConsentWord[]) => Promise<TellOutcome[]>;

/** An audience that hears one word after the other: what goes wrong with one says nothing of the next. */
export const oneByOne =
  (listener: ConsentListener): ConsentAudience =>
  async (words) => {
    const outcomes: TellOutcome[] = [];
    for (const word of words) outcomes.push(await orLater(() => listener(word)));
    return outcomes;
  };

export interface TellDeps {
  db: Database;
  vault: Vault;
  systemClock: SystemClock;
}

/** No more than Postmark takes in one request. */
const BATCH = 50;
const LISTENERS: readonly Listener[] = ['shopify', 'postmark'];

/** Tells whoever is to hear of it what people said to us. Returns when there is more to tell, or null. */
export async function tellConsents(
  deps: TellDeps,
  shopId: string,
  listeners: Record<Listener, ConsentAudience>,
): Promise<Date | null> {
  const { prisma } = deps.db;
  for (;;) {
    const claimed = await deps.db.transaction((tx) => claimTellings(tx, shopId, deps.systemClock.now(), BATCH));
    if (!claimed.length) return nextTellingDueAt(prisma, shopId);
    for (const name of LISTENERS) {
      const own = claimed.filter(({ listener, status }) => listener === name && status === 'due');
      if (own.length) await tellAll(deps, own, listeners[name]);
    }
  }
}

async function tellAll(deps: TellDeps, claimed: ClaimedTelling[], listener: ConsentAudience): Promise<void> {
  const words = await Promise.all(claimed.map((telling) => wordOf(deps, telling)));
  const open = words.filter((word) => word !== null);
  const heard = open.length ? await answersOf(listener, open) : new Map<ConsentWord, TellOutcome>();
  for (const [nth, telling] of claimed.entries()) {
    const word = words[nth];
    const outcome: TellOutcome = (word && heard.get(word)) ?? { kind: 'refused', problem: 'the address was erased' };
    await deps.db.transaction((tx) => storeTold(tx, telling, outcome, deps.systemClock.now()));
  }
}

async function answersOf(listener: ConsentAudience, words: ConsentWord[]): Promise<Map<ConsentWord, TellOutcome>> {
  const unheard: TellOutcome = { kind: 'try-later', problem: 'nothing was answered' };
  try {
    const outcomes = await listener(words);
    return new Map(words.map((word, nth) => [word, outcomes[nth] ?? unheard]));
  } catch (error) {
    const outcome: TellOutcome = { kind: 'try-later', problem: messageOf(error) };
    return new Map(words.map((word) => [word, outcome]));
  }
}

/** Null where the address was erased meanwhile. */
async function wordOf({ db, vault }: TellDeps, telling: ClaimedTelling): Promise<ConsentWord | null> {
  const { shopId, addressId, customerIds, optInLevel, occurredAt } = telling;
  const recipient = await openRecipient(vault, db.prisma, shopId, addressId);
  if (!recipient) return null;
  return { email: recipient.email, customerIds, state: telling.state as ConsentWord['state'], optInLevel, occurredAt };
}

async function orLater(tell: () => Promise<TellOutcome>): Promise<TellOutcome> {
  try {
    return await tell();
  } catch (error) {
    return { kind: 'try-later', problem: messageOf(error) };
  }
}
