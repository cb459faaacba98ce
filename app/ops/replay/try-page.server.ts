import { z } from 'zod';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { MADE_UP, madeUpNews, madeUpPast, type MadeUpLife } from '~/decisions/flows/replay/made-up';
import { replayPerson } from '~/decisions/flows/replay/replay-person';
import { shopPast } from '~/decisions/flows/replay/shop-past.server';
import type { ReplayTerms } from '~/decisions/flows/replay/scene';
import { termsOf } from '~/decisions/flows/replay/terms.server';
import { addMs, minutes } from '~/platform/clock/clock';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { chosenSide, sideChoices, type SideChoice } from './sides.server';
import { toldStory, type ToldStory } from './told-story';

export interface TryFlowPage {
  shop: PageShop;
  flow: { key: string; name: string };
  choices: SideChoice[];
  chosen: string;
  life: MadeUpLife;
  /** Why it cannot be tried. */
  problem: string | null;
  story: ToldStory | null;
}

const USUAL: MadeUpLife['happenings'] = [{ what: 'fills-cart', minute: 0 }];
const MOST_HAPPENINGS = 12;
/** For so long a made-up person is followed. */
const DAYS_AHEAD = 100;

const happening = z.object({ what: z.enum(MADE_UP), minute: z.coerce.number().int().min(0).max(129_600) });

/** `fills-cart@90`: what, and how many minutes from the beginning. What is none is left out. */
function happeningOf(text: string): MadeUpLife['happenings'] {
  const [what, minute] = text.split('@');
  const read = happening.safeParse({ what, minute });
  return read.success ? [read.data] : [];
}

const query = z.object({
  version: z.string().max(20).catch(''),
  consent: z.enum(['granted', 'never-given']).catch('granted'),
  happened: z
    .array(happening)
    .min(1)
    .max(MOST_HAPPENINGS)
    .catch([...USUAL]),
});

/** A flow tried on somebody who is made up, to whom things happen from now on. Nothing is written. Null for a flow nobody knows. */
export function tryFlowPage(
  deps: PageDeps,
  shopDomain: string,
  key: string,
  search: URLSearchParams,
): Promise<TryFlowPage | null> {
  const { version, consent } = query.parse({
    ...{ version: search.get('version') ?? '', consent: search.get('consent') ?? '' },
  });
  const told = search.getAll('happened').flatMap(happeningOf).slice(0, MOST_HAPPENINGS);
  const life = { consent, happenings: told.length > 0 ? told : USUAL };
  return inShop(deps, shopDomain, async (db, row) => {
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId: row.id, key } } });
    if (!flow) return null;
    const choices = await sideChoices(db, flow);
    const chosen = choices.some(({ value }) => value === version) ? version : (choices[0]?.value ?? '');
    const side = await chosenSide(db, flow, chosen);
    const spoken = pageShop(deps, row);
    const names = await flowNames(db, row.id);
    const page = { shop: spoken, flow: { key, name: names.get(key) ?? key }, choices, chosen, life };
    if (side.kind === 'refused') return { ...page, problem: side.problem, story: null };
    const shop = await shopPast(db, row.id);
    const from = deps.clock.now();
    const { definition } = side.side;
    const terms = await termsOf(db, row.id, shop, definition, {
      from,
      until: addMs(from, minutes(DAYS_AHEAD * 1_440)),
    });
    const replayed = replayPerson(onMadeUp(terms, life), madeUpPast(life, from.getTime(), shop), shop);
    return { ...page, problem: null, story: toldStory(replayed, definition, spoken) };
  });
}

/** The same for somebody made up: of what turns in the catalogue, only what is made up does. */
const onMadeUp = (terms: ReplayTerms, life: MadeUpLife): ReplayTerms =>
  terms.news ? { ...terms, news: { ...terms.news, ...madeUpNews(terms.news.trigger, life, terms.from) } } : terms;
