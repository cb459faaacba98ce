import type { FlowReplay } from '@prisma/client';
import { z } from 'zod';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { foundationsOf, type Foundation } from '~/decisions/flows/replay/foundations';
import type { Difference } from '~/decisions/flows/replay/compare-replays';
import { rulesOf } from '~/decisions/flows/language/speaks-of';
import { windowsInUse } from '~/engagement/attribution/credit-windows.server';
import type { Db } from '~/platform/db/db.server';
import { namesIn, speakerOf } from '../segments/shop-speaker.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { reallyHappened, type ReallyHappened } from './really-happened.server';
import { latestReplay, replayById, resultOf, sidesOf } from './replay-rows.server';
import { replayedPeople, WHOM, type ReplayedPeople, type Whom } from './replayed-people.server';
import { sideChoices, type SideChoice } from './sides.server';
import { toldResult, type ToldResult } from './told-result';

export interface ShownReplay {
  id: string;
  sides: string[];
  from: string;
  until: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** 0 to 1 of the people it is about; null: not known yet. */
  share: number | null;
  people: number | null;
  /** Null until it is done. */
  result: ToldResult | null;
  difference: Difference | null;
  happened: ReallyHappened | null;
  /** For so many days after a mail orders are counted. */
  creditDays: number;
  foundations: Foundation[];
  whom: Whom;
  found: ReplayedPeople | null;
}

export interface ReplayPage {
  shop: PageShop;
  flow: { key: string; name: string };
  choices: SideChoice[];
  replay: ShownReplay | null;
}

const query = z.object({
  replay: z.uuid().optional().catch(undefined),
  whom: z.enum(WHOM).catch('mailed'),
  after: z.uuid().nullable().catch(null),
});

/** What a flow would have done: the newest replay, or the one the address names. Null for a flow nobody knows. */
export function replayPage(
  deps: PageDeps,
  shopDomain: string,
  key: string,
  search: URLSearchParams,
): Promise<ReplayPage | null> {
  const {
    replay: id,
    whom,
    after,
  } = query.parse({
    ...{ replay: search.get('replay') ?? undefined, whom: search.get('whom') ?? 'mailed', after: search.get('after') },
  });
  return inShop(deps, shopDomain, async (db, row) => {
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId: row.id, key } } });
    if (!flow) return null;
    const replay = id ? await replayById(db, row.id, key, id) : await latestReplay(db, row.id, key);
    const shop = pageShop(deps, row);
    const names = await flowNames(db, row.id);
    return {
      ...{ shop, flow: { key, name: names.get(key) ?? key } },
      choices: await sideChoices(db, flow),
      replay: replay && (await shownReplay(deps, db, { shop, names }, replay, { whom, after })),
    };
  });
}

type Look = { whom: Whom; after: string | null };

interface Spoken {
  shop: PageShop;
  names: ReadonlyMap<string, string>;
}

async function shownReplay(
  deps: PageDeps,
  db: Db,
  { shop, names }: Spoken,
  replay: FlowReplay,
  look: Look,
): Promise<ShownReplay> {
  const sides = sidesOf(replay);
  const result = resultOf(replay);
  const { shopId, flowKey, from, until } = replay;
  const isDone = replay.state === 'done' && result !== null;
  const definitions = sides.map(({ definition }) => definition);
  const speaker = speakerOf(await namesIn(db, shopId, definitions.flatMap(rulesOf)), shop);
  return {
    ...{ id: replay.id, sides: sides.map(({ name }) => name), from: from.toISOString(), until: until.toISOString() },
    ...{ state: replay.state as ShownReplay['state'], people: replay.people, share: shareOf(replay), whom: look.whom },
    result: isDone ? toldResult(result.tallies, definitions, (key) => names.get(key) ?? key, speaker) : null,
    difference: isDone && sides.length === 2 ? result.difference : null,
    happened: isDone ? await reallyHappened(db, { shopId, flowKey, from, until }) : null,
    creditDays: (await windowsInUse(db, shopId)).shown.clickDays,
    foundations: isDone ? foundationsOf(definitions) : [],
    found: isDone ? await replayedPeople(deps, db, replay, look) : null,
  };
}

function shareOf(replay: FlowReplay): number | null {
  const looked = resultOf(replay)?.tallies[0]?.people.looked;
  if (looked === undefined || !replay.people) return null;
  return Math.min(1, looked / replay.people);
}
