import { z } from 'zod';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { replayPeople } from '~/decisions/flows/replay/replay-people.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { replayById, sidesOf } from './replay-rows.server';
import { nameOf } from './replayed-people.server';
import { openReplay } from './run-replays.server';
import { toldStory, type ToldStory } from './told-story';

export interface PersonReplayPage {
  shop: PageShop;
  flow: { key: string; name: string };
  replayId: string;
  profileId: string;
  /** Name or address; null: nobody knows. */
  who: string | null;
  /** By side. */
  stories: { name: string; story: ToldStory }[];
}

const query = z.object({ replay: z.uuid(), who: z.uuid() });

/** What a flow would have done for one person, step by step. Null where there is no such replay, or nobody whom it could be about. */
export function personPage(
  deps: PageDeps,
  shopDomain: string,
  key: string,
  search: URLSearchParams,
): Promise<PersonReplayPage | null> {
  const asked = query.safeParse(Object.fromEntries(search));
  if (!asked.success) return Promise.resolve(null);
  const { replay: replayId, who: profileId } = asked.data;
  return inShop(deps, shopDomain, async (db, row) => {
    const replay = await replayById(db, row.id, key, replayId);
    if (!replay) return null;
    const { shop, terms } = await openReplay(db, replay);
    const [person] = await replayPeople(db, row.id, shop, terms, [profileId]);
    if (!person) return null;
    const spoken = pageShop(deps, row);
    const names = await flowNames(db, row.id);
    const stories = sidesOf(replay).flatMap(({ name, definition }, nth) => {
      const told = person.replays[nth];
      return told ? [{ name, story: toldStory(told, definition, spoken) }] : [];
    });
    return {
      ...{ shop: spoken, flow: { key, name: names.get(key) ?? key }, replayId, profileId, stories },
      who: await nameOf(deps.vault, db, row.id, profileId),
    };
  });
}
