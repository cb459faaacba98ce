import type { Context } from '~/decisions/recommendations/model';
import { decay } from '~/decisions/recommendations/query';
import { ScoreBoard } from '~/decisions/recommendations/score-board';
import { score, type Fitted } from '~/decisions/recommendations/strategies';
import type { Answer } from '~/learning/recommendations/evaluate-model';
import { boughtByBuyer } from '~/learning/recommendations/fit/bought-by-buyer';
import { fitPopularity } from '~/learning/recommendations/fit/popularity';
import type { LearnedFrom } from '~/learning/recommendations/fit/learned-from';
import type { RecommenderModel } from '~/decisions/recommendations/model';
import { fitEase, prune, scoreEase } from './ease';

const SHOWN = 20;

/** A peer that is built again here, so that cases can be compared in pairs; null where only its figure is known. */
export function peerAnswer(context: Context, learned: LearnedFrom, model: RecommenderModel): Answer | null {
  const board = new ScoreBoard(learned.size);
  const answer =
    (fill: (query: Parameters<Answer>[0]) => void): Answer =>
    (query, mayShow) => {
      fill(query);
      const list = board.best(SHOWN, mayShow);
      board.clear();
      return list;
    };
  switch (context) {
    case 'next-basket':
      return answer(ownFrequency(learned, board));
    case 'discovery': {
      const ease = prune(fitEase(boughtByBuyer(learned), learned.size, 500), 50);
      return answer(({ orders }) => scoreEase(ease, new Set(orders.flatMap(({ items }) => items)), board));
    }
    case 'cart': {
      const ease = fitEase(
        learned.baskets.map(({ items }) => items),
        learned.size,
        100,
      );
      return answer(({ cart }) => scoreEase(ease, cart, board));
    }
    case 'nobody': {
      const part = fitPopularity(learned.baskets, learned.size, 7, { kind: 'trending', halfLifeDays: 7 });
      return answer((query) => score({ kind: 'popularity', part }, query, board));
    }
    case 'new-products':
      return answer(mostAlike(model, board));
    default:
      return null;
  }
}

/** What is below any own purchase: popularity among distinct buyers. */
const FILL = 1e-6;

function ownFrequency(learned: LearnedFrom, board: ScoreBoard): (query: Parameters<Answer>[0]) => void {
  const buyers = new Map<number, Set<number>>();
  for (const { buyer, items } of learned.baskets)
    for (const item of items) buyers.set(item, (buyers.get(item) ?? new Set()).add(buyer));
  return ({ orders }) => {
    for (const { daysAgo, items } of orders) for (const item of items) board.add(item, decay(daysAgo, 180));
    for (const [item, all] of buyers) board.add(item, all.size * FILL);
  };
}

/** The highest cosine with anything that was bought. */
function mostAlike({ strategies }: RecommenderModel, board: ScoreBoard): (query: Parameters<Answer>[0]) => void {
  const content = strategies['cart-alike'] as Fitted & { kind: 'like-cart' };
  const one = new ScoreBoard(board.size);
  return ({ orders }) => {
    const highest = new Map<number, number>();
    for (const source of new Set(orders.flatMap(({ items }) => items))) {
      score(content, { cart: [source], session: [], orders: [] }, one);
      for (const item of one.touched()) highest.set(item, Math.max(highest.get(item) ?? 0, one.of(item)));
      one.clear();
    }
    for (const [item, value] of highest) board.add(item, value);
  };
}
