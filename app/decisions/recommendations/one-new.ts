import { mixed, type Chosen, type MayShow } from './hybrid';
import type { Mix, RecommenderModel } from './model';
import type { Query } from './query';

/** The place, counted from 0, that belongs to something new. */
const PLACE = 3;
const NEW_FOR_DAYS = 30;

/**
 * What nobody has bought yet cannot win by sales, and what is never shown is never bought. So the fourth place is for the product of the last thirty
 * days that fits best by what is said of it, if any does; all others stay in their order.
 */
export function withOneNew(model: RecommenderModel, query: Query, chosen: Chosen[], mayShow: MayShow): Chosen[] {
  if (chosen.length < PLACE) return chosen;
  const isNew = newWithoutSales(model);
  if (isNew.size === 0 || chosen.slice(0, PLACE + 1).some(({ item }) => isNew.has(item))) return chosen;
  const [best] = mixed(
    model,
    byWhatIsSaid(model.mixes['new-products']),
    query,
    1,
    (item) => isNew.has(item) && mayShow(item),
  );
  if (!best) return chosen;
  const others = chosen.filter(({ item }) => item !== best.item);
  const [above, below] = [others[PLACE - 1]?.score ?? 0, others[PLACE]?.score ?? 0];
  return [...others.slice(0, PLACE), { ...best, score: (above + below) / 2 }, ...others.slice(PLACE)];
}

/** That it is new is no reason to show this one and not another. */
const byWhatIsSaid = ({ 'new-arrivals': _newest, ...mix }: Mix): Mix => mix;

const cached = new WeakMap<RecommenderModel, ReadonlySet<number>>();

function newWithoutSales(model: RecommenderModel): ReadonlySet<number> {
  const known = cached.get(model);
  if (known) return known;
  const found = new Set(findNew(model));
  cached.set(model, found);
  return found;
}

function findNew({ strategies }: RecommenderModel): number[] {
  const [arrivals, bridge] = [strategies['new-arrivals'], strategies['new-like-bought']];
  if (arrivals?.kind !== 'popularity' || bridge?.kind !== 'bridge') return [];
  const unsold = new Set(bridge.part.cold);
  const { items, daysAgo } = arrivals.part;
  return [...items].filter((item, place) => (daysAgo[place] ?? 0) <= NEW_FOR_DAYS && unsold.has(item));
}
