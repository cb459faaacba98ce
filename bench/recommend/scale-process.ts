import { mixed } from '~/decisions/recommendations/hybrid';
import { encodeModel, type Context } from '~/decisions/recommendations/model';
import type { Query } from '~/decisions/recommendations/query';
import { CONTEXT_TERMS } from '~/learning/recommendations/contexts';
import type { History } from '~/learning/recommendations/history';
import { trainModel } from '~/learning/recommendations/train-model';
import { seededRandom, type SeededRandom } from '../../devstore/store-data/seeded-random';

/** `INTERACTIONS PRODUCTS SEED`: a generated history of that size, all strategies fitted to it, and questions asked of it. Prints one line of JSON. */
const [interactions = 0, products = 0, seed = 0] = process.argv.slice(2).map(Number);
const random = seededRandom(seed, 'bench:recommend scale');
const NOW = Date.parse('2026-03-10T12:00:00.000Z');
const DAY_MS = 86_400_000;
const QUESTIONS = 3_000;
/** Of them, those that are answered before anything is measured: a process that serves has its code compiled. */
const WARM_UP = 1_000;

const history = generate();
const before = performance.now();
const { model } = trainModel(history, NOW, null);
const buildSeconds = (performance.now() - before) / 1_000;
const rssMb = peakMb();
const bytes = encodeModel(model).length;
const times = askAll();
const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0);
console.log(
  JSON.stringify({
    ...{ interactions, products, buildSeconds: Math.round(buildSeconds * 100) / 100 },
    ...{ rssMb, rssWrittenMb: peakMb() },
    modelMb: Math.round(bytes / 1e5) / 10,
    bytesPerInteraction: Math.round((bytes / interactions) * 10) / 10,
    ...{ queryP50Us: at(0.5), queryP99Us: at(0.99) },
  }),
);

/** The most this process ever took, generated history included. */
function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024);
}

/** Half of the interactions are bought, half are viewed; products have a taste each, buyers two, and few products sell most (Zipf). */
function generate(): History {
  const tastes = Math.max(5, Math.round(Math.sqrt(products)));
  const ofTaste = Array.from({ length: tastes }, (_, taste) =>
    Array.from({ length: Math.ceil(products / tastes) }, (__, nth) => nth * tastes + taste).filter(
      (item) => item < products,
    ),
  );
  const pick = (taste: number): string => {
    const shelf = ofTaste[taste] ?? [0];
    return `p${shelf[Math.floor(shelf.length * random.next() ** 2.5)] ?? 0}`;
  };
  const buyers = Math.max(10, Math.round(interactions / 2 / 8));
  const tasteOf = Array.from({ length: buyers }, () => [random.int(0, tastes - 1), random.int(0, tastes - 1)] as const);
  const lists = <T>(total: number, length: () => number, make: (items: string[], buyer: number) => T): T[] => {
    const all: T[] = [];
    for (let made = 0; made < total;) {
      const buyer = random.int(0, buyers - 1);
      const [one, other] = tasteOf[buyer] ?? [0, 0];
      const items = Array.from({ length: Math.min(length(), total - made) }, () =>
        pick(random.next() < 0.7 ? one : other),
      );
      made += items.length;
      all.push(make(items, buyer));
    }
    return all;
  };
  const moment = (days: number) => NOW - Math.floor(random.next() * days * DAY_MS);
  return {
    orders: lists(
      interactions / 2,
      () => random.int(1, 5),
      (items, buyer) => ({ at: moment(365), buyer: `b${buyer}`, items: [...new Set(items)] }),
    ),
    visits: lists(
      interactions / 2,
      () => random.int(1, 9),
      (items) => ({ at: moment(90), items }),
    ),
    products: Array.from({ length: products }, (_, item) => ({
      id: `p${item}`,
      words: wordsOf(random, item % tastes),
      addedAt: moment(700),
    })),
  };
}

function wordsOf(from: SeededRandom, taste: number): string[] {
  return [`type:${taste}`, ...Array.from({ length: 4 }, () => `word${Math.floor(2_000 * from.next() ** 2)}`)];
}

/** Questions of each context, answered by the mix it begins with. */
function askAll(): Float64Array {
  const item = () => random.int(0, model.ids.length - 1);
  const some = (most: number) => Array.from({ length: random.int(1, most) }, item);
  const questions: [Context, Query][] = Array.from({ length: QUESTIONS }, (_, nth) => {
    const orders = Array.from({ length: random.int(1, 8) }, (__, age) => ({ daysAgo: age * 20, items: some(4) }));
    const all: [Context, Query][] = [
      ['cart', { cart: some(4), session: [], orders: [] }],
      ['viewed', { cart: [], session: some(8), orders: [] }],
      ['discovery', { cart: [], session: [], orders }],
      ['nobody', { cart: [], session: [], orders: [] }],
    ];
    return all[nth % all.length] as [Context, Query];
  });
  const took = new Float64Array(questions.length);
  for (const [nth, [context, query]] of questions.entries()) {
    const start = performance.now();
    mixed(model, CONTEXT_TERMS[context].prior, query, 20);
    took[nth] = (performance.now() - start) * 1_000;
  }
  return took.slice(WARM_UP).sort();
}
