import type { Context, RecommenderModel } from './model';
import { contextOf, toQuery, type Asked } from './recommend';
import { renamed, type Reason } from './recommendation';
import { dueAgain } from './repeats';
import { ScoreBoard } from './score-board';
import { explain, score } from './strategies';

/** What one strategy says to a question by itself. */
export interface StrategySaying {
  strategy: string;
  /** Its share of all weights of the mix that answers; 0: it does not count there. */
  share: number;
  /** Best first. */
  productIds: string[];
  /** Why it says so; of its own products alone. */
  explain(productId: string): Reason;
}

/**
 * What every strategy that has an opinion says, and which situation the question is, which chooses by how much each counts. Never products of the
 * cart, nor what was bought and is not due again, as in what is shown.
 */
export function eachStrategy(
  model: RecommenderModel,
  asked: Asked,
  limit: number,
  mayShow: (productId: string) => boolean = () => true,
): { context: Context; sayings: StrategySaying[] } {
  const query = toQuery(model, asked);
  const again = dueAgain(model.repeats, query.orders);
  const context = contextOf(query, again.size > 0);
  const taken = new Set([
    ...query.cart,
    ...query.orders.flatMap(({ items }) => items.filter((item) => !again.has(item))),
  ]);
  const nameOf = (item: number) => model.ids[item] ?? '';
  const board = new ScoreBoard(model.ids.length);
  const shares = sharesOf(model.mixes[context]);
  const sayings = Object.entries(model.strategies).flatMap(([strategy, fitted]): StrategySaying[] => {
    score(fitted, query, board);
    const items = board.best(limit, (item) => !taken.has(item) && mayShow(nameOf(item)));
    board.clear();
    if (items.length === 0) return [];
    const numbers = new Map(items.map((item) => [nameOf(item), item]));
    return [
      {
        ...{ strategy, share: shares[strategy] ?? 0, productIds: [...numbers.keys()] },
        explain(productId) {
          const item = numbers.get(productId);
          if (item === undefined) throw new Error(`${strategy} does not speak of ${productId}`);
          return renamed(explain(fitted, query, item), nameOf);
        },
      },
    ];
  });
  const byShare = (a: StrategySaying, b: StrategySaying) => b.share - a.share || (a.strategy < b.strategy ? -1 : 1);
  return { context, sayings: sayings.sort(byShare) };
}

/** Weights of a mix as shares of their sum. */
export function sharesOf(mix: Readonly<Record<string, number>>): Record<string, number> {
  const sum = Object.values(mix).reduce((all, weight) => all + weight, 0);
  return Object.fromEntries(Object.entries(mix).map(([name, weight]) => [name, sum > 0 ? weight / sum : 0]));
}
