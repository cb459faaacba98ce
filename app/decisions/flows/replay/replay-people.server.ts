import type { Db } from '~/platform/db/db.server';
import { loadPasts } from './load-pasts.server';
import type { PersonPast, ShopPast } from './past';
import { replayPerson } from './replay-person';
import type { PersonReplay } from './replayed';
import type { ReplayTerms } from './scene';
import { wantedOf } from './wanted';

/** One person’s past and what each flow would have done, in the order of the flows. */
export interface ReplayedPast {
  past: PersonPast;
  replays: PersonReplay[];
}

/** Replays one flow, or several variants of one, for some people: their past is read once. All variants have the same key and window. */
export async function replayPeople(
  db: Db,
  shopId: string,
  shop: ShopPast,
  terms: readonly ReplayTerms[],
  ids: readonly string[],
): Promise<ReplayedPast[]> {
  const [first] = terms;
  if (!first) return [];
  const { from, until, definition } = first;
  const rules = terms.flatMap(({ days, news }) => [...(days ? [days.rule] : []), ...(news ? [news.rule] : [])]);
  const wanted = wantedOf(
    terms.map((each) => each.definition),
    rules,
    from,
  );
  const loaded = await loadPasts(db, shop, { shopId, flowKey: definition.key, ids, wanted, from, until });
  return loaded.pasts.map((past) => ({
    past,
    replays: terms.map((each) => replayPerson(each, past, loaded.shop)),
  }));
}
