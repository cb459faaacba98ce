import type { Context } from '~/decisions/recommendations/model';
import { casesOf, newProductCases } from '~/learning/recommendations/cases';
import { measureContext, sharesOf, type Table } from '~/learning/recommendations/evaluate-model';
import type { History } from '~/learning/recommendations/history';
import { completion, type Case } from '~/learning/recommendations/tasks';
import { forgetSales, trainModel, type TrainedModel, type Validation } from '~/learning/recommendations/train-model';
import type { OrdersSplit, SessionsSplit, Split } from './read-split';

/** One task of a split: its questions, and what each strategy and the hybrid made of them. */
export interface TaskResult {
  task: string;
  context: Context;
  cases: readonly Case[];
  trained: TrainedModel;
  table: Table;
  fitSeconds: number;
}

/** Letters by which the tasks on orders are known. */
const LETTERS: Partial<Record<Context, string>> = {
  'next-basket': 'A',
  discovery: 'B',
  cart: 'C',
  'new-products': 'D',
  nobody: 'E',
};
const nameOf = (context: Context): string => `${LETTERS[context] ? `${LETTERS[context]} ` : ''}${context}`;

/** Trains once on a split's training part and asks every task of its shape. Mixes are chosen on the validation part, never on the test. */
export function evaluateSplit(split: Split): TaskResult[] {
  return split.shape === 'sessions' ? evaluateSessions(split) : evaluateOrders(split);
}

function evaluateOrders(split: OrdersSplit): TaskResult[] {
  const { train, trainedAt, test, completion: asked, cold } = split;
  const validation: Validation = split.valid
    ? { splitAt: split.valid.splitAt, after: { orders: split.valid.orders, visits: [] } }
    : { splitAt: lastTenth(train.orders) };
  const [trained, fitSeconds] = timed(() => trainModel(train, trainedAt, validation));
  const cases = casesOf(train, trained.numbered, { orders: test, visits: [] });
  const contexts: Context[] = ['next-basket', 'discovery', 'cart', 'nobody'];
  const found = contexts.flatMap((context) => {
    const own = context === 'cart' && asked ? completionCases(asked, trained) : (cases[context] ?? []);
    return own.length > 0 ? [result(context, own, trained, fitSeconds)] : [];
  });
  return cold ? [...found, evaluateNew(split, cold, trained)] : found;
}

/** Cold items lose all their rows; the mix is the one that was chosen on other items of the same training part. */
function evaluateNew({ train, trainedAt, test }: OrdersSplit, cold: string[], { model }: TrainedModel): TaskResult {
  const left = forgetSales(train, new Set(cold));
  const [trained, fitSeconds] = timed(() => trainModel(withProducts(left, train), trainedAt, { mixes: model.mixes }));
  return result('new-products', newProductCases(left, trained.numbered, test, new Set(cold)), trained, fitSeconds);
}

/** The catalogue stays what it was: cold items are still in it. */
function withProducts(left: History, { orders, products }: History): History {
  const described = new Set(products.map(({ id }) => id));
  const others = [...new Set(orders.flatMap(({ items }) => items))].filter((id) => !described.has(id));
  return { ...left, products: [...products, ...others.map((id) => ({ id, words: [], addedAt: null }))] };
}

function completionCases(
  asked: { given: string[]; hidden: string }[],
  { numbered: { numberOf } }: TrainedModel,
): Case[] {
  return completion(
    asked.map(({ given, hidden }) => ({
      given: given.flatMap((id) => numberOf.get(id) ?? []),
      hidden: numberOf.get(hidden) ?? null,
    })),
  );
}

function evaluateSessions({ train, trainedAt, test }: SessionsSplit): TaskResult[] {
  const validation = { splitAt: lastTenth(train.visits) };
  const [trained, fitSeconds] = timed(() => trainModel(train, trainedAt, validation));
  const cases = casesOf(train, trained.numbered, { orders: [], visits: test });
  return (['visit', 'viewed'] as const).map((context) => result(context, cases[context] ?? [], trained, fitSeconds));
}

function result(context: Context, cases: readonly Case[], trained: TrainedModel, fitSeconds: number): TaskResult {
  const { baskets, sessions, size } = trained.numbered.learned;
  const shares = sharesOf(baskets.length > 0 ? baskets : sessions, size);
  const table = measureContext(trained.model, context, cases, shares);
  return { task: nameOf(context), context, cases, trained, table, fitSeconds };
}

/** The instant after which the last tenth of them lies. */
function lastTenth(lists: readonly { at: number }[]): number {
  const times = lists.map(({ at }) => at).sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.9)] ?? 0;
}

function timed<T>(work: () => T): [T, number] {
  const before = performance.now();
  const value = work();
  return [value, (performance.now() - before) / 1_000];
}
