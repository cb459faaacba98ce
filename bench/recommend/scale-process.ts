import { writeFileSync } from 'node:fs';
import { encodeModel } from '~/decisions/recommendations/model';
import type { History } from '~/learning/recommendations/history';
import { trainModel } from '~/learning/recommendations/train-model';
import { seededRandom, type SeededRandom } from '../../devstore/store-data/seeded-random';
import { askModel } from './ask-model';

/**
 * `INTERACTIONS PRODUCTS SEED [FILE]`: a generated history of that size, all strategies fitted to it, and questions asked of it. Prints one line of JSON
 * and leaves the model in the file.
 */
const [interactions = 0, products = 0, seed = 0] = process.argv.slice(2, 5).map(Number);
const [file] = process.argv.slice(5);
const random = seededRandom(seed, 'bench:recommend scale');
const NOW = Date.parse('2026-03-10T12:00:00.000Z');
const DAY_MS = 86_400_000;

const history = generate();
const before = performance.now();
const { model } = trainModel(history, NOW, null);
const buildSeconds = (performance.now() - before) / 1_000;
const rssMb = peakMb();
const written = encodeModel(model);
const bytes = written.length;
if (file) writeFileSync(file, written);
console.log(
  JSON.stringify({
    ...{ interactions, products, buildSeconds: Math.round(buildSeconds * 100) / 100 },
    ...{ rssMb, rssWrittenMb: peakMb() },
    modelMb: Math.round(bytes / 1e5) / 10,
    bytesPerInteraction: Math.round((bytes / interactions) * 10) / 10,
    ...askModel(model, random),
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
