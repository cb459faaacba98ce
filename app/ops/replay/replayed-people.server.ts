import type { FlowReplay } from '@prisma/client';
import { openRecipient, recipientName } from '~/customers/profiles/address-vault.server';
import { nextCandidates } from '~/decisions/flows/replay/candidates.server';
import { differenceFor } from '~/decisions/flows/replay/compare-replays';
import { replayPeople, type ReplayedPast } from '~/decisions/flows/replay/replay-people.server';
import type { PersonReplay } from '~/decisions/flows/replay/replayed';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { openReplay } from './run-replays.server';

export const WHOM = [
  'mailed',
  'not-sent',
  'turned-away',
  'collides',
  'only-first',
  'only-second',
  'earlier',
  'later',
] as const;
export type Whom = (typeof WHOM)[number];

export interface ReplayedPersonRow {
  profileId: string;
  /** Name or address; null: nobody knows. */
  who: string | null;
  /** By side: when mails would have gone (ISO 8601). */
  sentAt: string[][];
}

export interface ReplayedPeople {
  rows: ReplayedPersonRow[];
  /** Where to look further; null: everybody was looked at. */
  next: string | null;
}

const AT_ONCE = 200;
const SHOWN = 10;
/** A page does not look at more people than this. */
const MOST_LOOKED = 2_000;

/** Some of the people a replay is about, worked out anew: nothing of them is kept. */
export async function replayedPeople(
  { vault }: { vault: Vault },
  db: Db,
  replay: FlowReplay,
  { whom, after }: { whom: Whom; after: string | null },
): Promise<ReplayedPeople> {
  const { shopId } = replay;
  const { shop, terms } = await openReplay(db, replay);
  const found: ReplayedPast[] = [];
  let cursor = after;
  for (let looked = 0; looked < MOST_LOOKED; looked += AT_ONCE) {
    const ids = await nextCandidates(db, shopId, terms, { after: cursor, most: AT_ONCE });
    const people = await replayPeople(db, shopId, shop, terms, ids);
    const order = new Map(people.map((each) => [each.past.id, each]));
    for (const id of ids) {
      const person = order.get(id);
      cursor = id;
      if (person && isAmong(whom, person.replays)) found.push(person);
      if (found.length >= SHOWN) return { rows: await rowsOf(vault, db, shopId, found), next: cursor };
    }
    if (ids.length < AT_ONCE) return { rows: await rowsOf(vault, db, shopId, found), next: null };
  }
  return { rows: await rowsOf(vault, db, shopId, found), next: cursor };
}

const mailsOf = ({ runs }: PersonReplay) => runs.flatMap(({ mails }) => mails);

function isAmong(whom: Whom, replays: readonly PersonReplay[]): boolean {
  const [first, second] = replays;
  switch (whom) {
    case 'mailed':
      return replays.some((replay) => mailsOf(replay).some(({ state }) => state === 'sent'));
    case 'not-sent':
      return replays.some((replay) => mailsOf(replay).some(({ state }) => state === 'skipped'));
    case 'turned-away':
      return replays.some(({ turnedAway }) => turnedAway.length > 0);
    case 'collides':
      return replays.some(({ collisions }) => collisions.length > 0);
    default:
      return first !== undefined && second !== undefined && differenceFor(first, second) === whom;
  }
}

async function rowsOf(
  vault: Vault,
  db: Db,
  shopId: string,
  found: readonly ReplayedPast[],
): Promise<ReplayedPersonRow[]> {
  const rows: ReplayedPersonRow[] = [];
  for (const { past, replays } of found) {
    const sentAt = replays.map((replay) => mailsOf(replay).flatMap((mail) => mail.sentAt?.toISOString() ?? []));
    rows.push({ profileId: past.id, who: await nameOf(vault, db, shopId, past.id), sentAt });
  }
  return rows;
}

/** Name or address; null for a visitor nobody knows. */
export async function nameOf(vault: Vault, db: Db, shopId: string, id: string): Promise<string | null> {
  const profile = await db.profile.findUnique({ where: { shopId_id: { shopId, id } } });
  const person = profile?.primaryAddressId ? await openRecipient(vault, db, shopId, profile.primaryAddressId) : null;
  return person && recipientName(person);
}
