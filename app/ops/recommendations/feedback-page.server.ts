import { strategyWords } from '~/decisions/explanations/strategy-words';
import { addMs, minutes } from '~/platform/clock/clock';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { numberWords, percentWords } from './number-words';

export interface FeedbackLine {
  id: string;
  name: string;
  seen: string;
  clicked: string;
  /** Of those seen; null: too few to say. */
  clickedShare: string | null;
  /** Null: it is not told there. */
  bought: string | null;
}

export interface FeedbackSurface {
  surface: Surface;
  title: string;
  /** Why it is not told what was bought; null: it is. */
  whyNotBought: string | null;
  strategies: FeedbackLine[];
  places: FeedbackLine[];
}

export interface FeedbackPage {
  shop: PageShop;
  days: number;
  surfaces: FeedbackSurface[];
}

const DAYS = 30;
/** Where anything is counted. What a merchant's own programs do with an answer nobody tells. */
const SURFACES = ['email', 'storefront'] as const;
type Surface = (typeof SURFACES)[number];
const TITLES: Record<Surface, string> = { email: 'In mails', storefront: 'In the shop' };
const WHY_NOT_BOUGHT: Record<Surface, string | null> = {
  email: null,
  storefront:
    'What was bought is not told here: clicks in the shop are counts that name nobody, so an order does not say which of them it came of.',
};
/** Of fewer seen, a share is an accident. */
const FEWEST_SEEN = 100;
const FURTHEST_PLACE = 12;

interface Counts {
  shown: number;
  clicked: number;
  bought: number;
}

/** How often what was recommended was seen, clicked and bought of late, by what had chosen it and at which place it stood. */
export function feedbackPage(deps: PageDeps, shopDomain: string): Promise<FeedbackPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const since = addMs(deps.clock.now(), -minutes(DAYS * 1_440));
    const rows = await db.recommendationFeedback.groupBy({
      by: ['surface', 'strategy', 'place'],
      where: { shopId: shop.id, day: { gte: since } },
      _sum: { shown: true, clicked: true, bought: true },
    });
    const told = rows.map(({ surface, strategy, place, _sum: { shown, clicked, bought } }) => ({
      ...{ surface, strategy, place },
      ...{ shown: shown ?? 0, clicked: clicked ?? 0, bought: bought ?? 0 },
    }));
    const surfaces = SURFACES.flatMap((surface): FeedbackSurface[] => {
      const here = told.filter((row) => row.surface === surface && row.shown + row.clicked + row.bought > 0);
      if (here.length === 0) return [];
      const whyNotBought = WHY_NOT_BOUGHT[surface];
      const line = lineIn(shop.locale, whyNotBought === null);
      const strategies = summed(here, ({ strategy }) => strategy)
        .sort((a, b) => b.shown - a.shown || (a.key < b.key ? -1 : 1))
        .map((each) => line(each, strategyWords(each.key).name));
      const places = summed(here, ({ place }) => String(Math.min(place, FURTHEST_PLACE)))
        .sort((a, b) => Number(a.key) - Number(b.key))
        .map((each) => line(each, placeWords(Number(each.key))));
      return [{ surface, title: TITLES[surface], whyNotBought, strategies, places }];
    });
    return { shop: pageShop(deps, shop), days: DAYS, surfaces };
  });
}

const placeWords = (place: number): string =>
  place === FURTHEST_PLACE ? `Place ${place} and further on` : `Place ${place}`;

function summed<T extends Counts>(rows: readonly T[], keyOf: (row: T) => string): (Counts & { key: string })[] {
  const sums = new Map<string, Counts & { key: string }>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key) ?? { key, shown: 0, clicked: 0, bought: 0 };
    sums.set(key, sum);
    sum.shown += row.shown;
    sum.clicked += row.clicked;
    sum.bought += row.bought;
  }
  return [...sums.values()];
}

const lineIn =
  (locale: string, isBuyingTold: boolean) =>
  ({ key, shown, clicked, bought }: Counts & { key: string }, name: string): FeedbackLine => ({
    ...{ id: key, name, seen: numberWords(shown, locale), clicked: numberWords(clicked, locale) },
    clickedShare: shown >= FEWEST_SEEN ? percentWords(clicked / shown, locale) : null,
    bought: isBuyingTold ? numberWords(bought, locale) : null,
  });
