import { productsInReasons, recommendationWords } from '~/decisions/explanations/recommendation-words';
import { strategyWords } from '~/decisions/explanations/strategy-words';
import { eachStrategy } from '~/decisions/recommendations/each-strategy';
import { productsOfCollection, productsToShow } from '~/decisions/recommendations/products-to-show.server';
import { askedOf } from '~/decisions/recommendations/shopper.server';
import type { Db } from '~/platform/db/db.server';
import { knownProducts } from '../shown-products.server';
import { shareOfMixWords } from './number-words';
import type { Question } from './question';
import { situationWords } from './situation-words';
import type { TrialDeps } from './trials.server';

export interface ShownSaying {
  id: string;
  name: string;
  looksAt: string;
  /** How much it counts; null: not at all in this situation. */
  share: string | null;
  products: { id: string; title: string; imageUrl: string | null; evidence: string }[];
}

export interface ShownSayings {
  situation: string;
  sayings: ShownSaying[];
}

/** Products of each that are looked at, of which some may not be shown. */
const LOOKED_AT = 20;
const SHOWN = 3;

/** What every strategy says to a question, each with its own reasons; null before anything was learned. */
export async function sayingsFor(
  deps: TrialDeps,
  db: Db,
  shopId: string,
  { collectionId, ...shopper }: Question,
): Promise<ShownSayings | null> {
  const active = await deps.models.active(db, shopId);
  if (!active) return null;
  const [[asked], within, { locale }] = await Promise.all([
    askedOf(db, shopId, [shopper], deps.clock.now()),
    collectionId ? productsOfCollection(db, shopId, collectionId) : null,
    db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { locale: true } }),
  ]);
  if (!asked) return null;
  const mayShow = (id: string) => within?.has(id) ?? true;
  const { context, sayings } = eachStrategy(active.model, asked, LOOKED_AT, mayShow);
  const showable = await productsToShow(
    db,
    shopId,
    sayings.flatMap(({ productIds }) => productIds),
  );
  const said = sayings
    .map(({ strategy, share, productIds, explain }) => ({
      ...{ strategy, share },
      shown: productIds
        .filter((id) => showable.has(id))
        .slice(0, SHOWN)
        .map((id) => ({ id, reason: explain(id) })),
    }))
    .filter(({ shown }) => shown.length > 0);
  const inReasons = said.flatMap(({ shown }) => productsInReasons(shown.map(({ reason }) => reason)));
  const known = await knownProducts(db, shopId, [
    ...said.flatMap(({ shown }) => shown.map(({ id }) => id)),
    ...inReasons,
  ]);
  const titleOf = (id: string) => known.get(id)?.title;
  return {
    situation: situationWords[context].title,
    sayings: said.map(({ strategy, share, shown }) => ({
      ...{ id: strategy, ...strategyWords(strategy) },
      share: shareOfMixWords(share, locale),
      products: shown.map(({ id, reason }) => ({
        ...{ id, title: titleOf(id) ?? '', imageUrl: known.get(id)?.imageUrl ?? null },
        evidence: evidenceOf(recommendationWords(reason, titleOf)),
      })),
    })),
  };
}

const evidenceOf = ({ reason, evidence }: { reason: string; evidence: string }): string => `${reason}: ${evidence}`;
