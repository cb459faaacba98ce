import { eraseCarts } from '~/capture/carts/erase.server';
import { forgetEventsOf } from '~/capture/events/forget-events.server';
import { forgetVisitors, visitorsWithAbsorbed } from '~/customers/profiles/forget-visitors.server';
import { holdUnseen, longUnseen, type Unseen, type UnseenPosition } from '~/customers/profiles/long-unseen.server';
import { lockIdentities } from '~/customers/profiles/profile-tree.server';
import { eraseRunsAndMessages } from '~/decisions/send-policy/erase.server';
import { writtenToSince } from '~/decisions/send-policy/written-to.server';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { eraseProfiles } from '../erase-profiles.server';
import { keptSince, type RetentionSettings } from './retention-rules';

export interface ForgetDeps {
  clock: Clock;
  vault: Vault;
}

/** Persons looked at in one transaction, and people erased in it: reports of the shop wait meanwhile. */
const PAGE = 200;
const PEOPLE_AT_ONCE = 20;

export interface ForgottenPage {
  visitors: number;
  people: number;
  /** Where to go on; null: everybody was looked at. */
  next: UnseenPosition | null;
}

/**
 * Looks at the next persons who were not seen for long, from `after` on. Visitors whom nobody knows go without a trace; people are erased as if they had
 * asked for it, which remembers of their address, as a keyed hash, that what was agreed to before counts no more.
 */
export async function forgetUnseen(
  deps: ForgetDeps,
  tx: Db,
  shopId: string,
  settings: RetentionSettings,
  after: UnseenPosition | null,
): Promise<ForgottenPage> {
  const now = deps.clock.now();
  const since = { visitor: keptSince(settings, 'visitorDays', now), person: keptSince(settings, 'peopleMonths', now) };
  const found = await longUnseen(tx, shopId, {
    ...{ before: since.visitor, ordersSince: since.person, after, limit: PAGE },
  });
  const { page, isCut } = upTo(found, (each) => isOver(each, since.person));
  const visitors = page.filter(({ isVisitor, isHeld }) => isVisitor && !isHeld).map(({ id }) => id);
  const people = page.filter((each) => isOver(each, since.person)).map(({ id }) => id);
  if (visitors.length + people.length > 0) await lockIdentities(tx, shopId);
  return {
    visitors: await letGoOf(deps, tx, shopId, visitors, since.visitor),
    people: await erase(deps, tx, shopId, people, since.person),
    next: isCut || found.length === PAGE ? positionOf(page) : null,
  };
}

const isOver = ({ isVisitor, isHeld, lastSeenAt }: Unseen, since: Date): boolean =>
  !isVisitor && !isHeld && lastSeenAt < since;

/** The page as far as the last person that may be erased with it. */
function upTo(found: Unseen[], counts: (each: Unseen) => boolean): { page: Unseen[]; isCut: boolean } {
  const last = found.filter(counts)[PEOPLE_AT_ONCE - 1];
  const page = last ? found.slice(0, found.indexOf(last) + 1) : found;
  return { page, isCut: page.length < found.length };
}

function positionOf(page: Unseen[]): UnseenPosition | null {
  const last = page.at(-1);
  return last ? { lastSeenAt: last.lastSeenAt, id: last.id } : null;
}

async function letGoOf(deps: ForgetDeps, tx: Db, shopId: string, visitors: string[], since: Date): Promise<number> {
  const held = [...(await holdUnseen(tx, shopId, visitors, since))];
  if (held.length === 0) return 0;
  const ids = await visitorsWithAbsorbed(tx, shopId, held);
  await eraseRunsAndMessages(tx, shopId, ids, deps.clock.now());
  await eraseCarts(tx, shopId, ids);
  await forgetEventsOf(tx, shopId, ids);
  await forgetVisitors(tx, shopId, ids);
  return held.length;
}

async function erase(deps: ForgetDeps, tx: Db, shopId: string, people: string[], since: Date): Promise<number> {
  const held = [...(await holdUnseen(tx, shopId, people, since))];
  const written = await writtenToSince(tx, shopId, held, since);
  const gone = held.filter((id) => !written.has(id));
  if (gone.length) await eraseProfiles(deps, tx, shopId, gone);
  return gone.length;
}
