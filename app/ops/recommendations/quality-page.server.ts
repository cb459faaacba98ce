import { countWords } from '~/decisions/explanations/spoken-shop';
import { measuredQuality, type FoundHidden } from '../recommender-quality';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { FEW_CASES } from './difference-words';
import { numberWords, percentWords } from './number-words';
import { toldQuality, type NotAsked, type ShownSituation } from './told-quality';

export interface QualityPage {
  shop: PageShop;
  /** The version that serves; null: none does yet. */
  version: { trainedAt: string; measuredAt: string } | null;
  /** The answer of the page in one or two sentences. */
  headline: string;
  situations: ShownSituation[];
  notAsked: NotAsked[];
  /** In force or to come; and whether a version was chosen by hand. */
  rules: string | null;
  isHeld: boolean;
}

/** Does it know what people want? What the version that serves was worth on what came after its training, situation by situation. */
export function qualityPage(deps: PageDeps, shopDomain: string): Promise<QualityPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const { id: shopId, locale } = shop;
    const now = deps.clock.now();
    const [model, policy, rules] = await Promise.all([
      db.recommenderModel.findFirst({
        where: { shopId, isActive: true },
        select: { metrics: true, trainedAt: true },
      }),
      db.recommenderPolicy.findUnique({ where: { shopId }, select: { isHeld: true } }),
      db.recommendationRule.count({ where: { shopId, OR: [{ endsAt: null }, { endsAt: { gt: now } }] } }),
    ]);
    const quality = measuredQuality(model?.metrics);
    const { situations, notAsked } = toldQuality(quality, locale);
    const trainedAt = model?.trainedAt ?? null;
    return {
      shop: pageShop(deps, shop),
      version: trainedAt && {
        trainedAt: trainedAt.toISOString(),
        measuredAt: (quality.measuredAt ?? trainedAt).toISOString(),
      },
      headline: headlineOf(model !== null, quality.found, situations, locale),
      ...{ situations, notAsked: model ? notAsked : [] },
      rules: rules > 0 ? countWords(rules, 'rule') : null,
      isHeld: policy?.isHeld ?? false,
    };
  });
}

function headlineOf(
  hasModel: boolean,
  found: FoundHidden | null,
  situations: readonly ShownSituation[],
  locale: string,
): string {
  if (!hasModel)
    return 'There are too few orders to learn from. Until there are, best-sellers are shown, or nothing where even those are not known.';
  if (found) return foundWords(found, locale);
  return situations.length > 0
    ? 'No later order of two products or more was there to ask about. What else could be asked stands below.'
    : 'It has learned, but there was no later order or visit to ask it about: how good it is cannot be told yet. The first figures come once there are some weeks of orders or visits.';
}

function foundWords({ cases, hitRate10, popularityHitRate10 }: FoundHidden, locale: string): string {
  const times =
    popularityHitRate10 > 0
      ? `, which is ${numberWords(hitRate10 / popularityHitRate10, locale, 1)} times as often`
      : '';
  const orders =
    cases === 1
      ? 'one later order that it had not seen, one product'
      : `${numberWords(cases, locale)} later orders that it had not seen, one product each`;
  return `Of ${orders} was hidden. Kindred has it among ten in ${percentWords(hitRate10, locale)} of them; best-sellers alone in ${percentWords(popularityHitRate10, locale)}${times}.${cases < FEW_CASES ? ' These are few orders: take both figures as rough.' : ''}`;
}
