import { toRows, type RecommenderIndex, type Rows } from '~/decisions/recommendations/recommender-index';

/** One order's products, without repeats. */
export interface Basket {
  at: number;
  customer: string;
  items: string[];
}

/** What was met in one visit, in order. */
export interface BrowsingSession {
  at: number;
  items: string[];
}

export interface TrainingData {
  baskets: Basket[];
  sessions: BrowsingSession[];
  /** The instant to train for, in ms: nothing after it is used. */
  now: number;
}

const NEIGHBOURS_PER_PRODUCT = 50;
/** Orders a pair needs before its cosine counts for about half: keeps chance pairs down. */
const SHRINKAGE = 5;
const BEST_SELLER_HALF_LIFE_DAYS = 30;
const LARGEST_BASKET = 60;
const DAY_MS = 86_400_000;

/** Builds the index that serves: neighbours by co-purchase, sessions for VMIS-kNN (visits and baskets alike), best-sellers. */
export function buildIndex({ baskets, sessions, now }: TrainingData): RecommenderIndex {
  const pastBaskets = baskets.filter((basket) => basket.at <= now);
  const pastSessions = [...sessions.filter((session) => session.at <= now), ...pastBaskets].filter(
    (session) => session.items.length > 1,
  );
  pastSessions.sort((a, b) => b.at - a.at);
  const { products, numberOf } = numberProducts([...pastBaskets, ...pastSessions]);
  const numbered = (items: string[]) => [...new Set(items)].map((id) => numberOf.get(id) ?? 0);
  const numberedBaskets = pastBaskets.map((basket) => numbered(basket.items));
  const sessionLists = pastSessions.map((session) => numbered(session.items));
  const sessionsOf = invert(sessionLists, products.length);
  return {
    products,
    neighbours: coPurchaseNeighbours(numberedBaskets, products.length),
    sessions: toRows(sessionLists),
    sessionsOf: toRows(sessionsOf),
    idf: Float32Array.from(sessionsOf, (rows) => Math.log((sessionLists.length + 1) / (rows.length + 1))),
    bestSellers: rankBestSellers(pastBaskets, numberedBaskets, products.length, now),
  };
}

function numberProducts(lists: { items: string[] }[]): { products: string[]; numberOf: Map<string, number> } {
  const products = [...new Set(lists.flatMap((list) => list.items))].sort();
  return { products, numberOf: new Map(products.map((id, number) => [id, number])) };
}

function invert(lists: number[][], size: number): number[][] {
  const rowsOf: number[][] = Array.from({ length: size }, () => []);
  for (const [row, list] of lists.entries()) for (const item of list) rowsOf[item]?.push(row);
  return rowsOf;
}

/**
 * Cosine over orders, shrunk by the number of orders that support it: c·n⁄(n + s), c = n ⁄ √(nᵢ·nⱼ). Very large baskets (wholesale) are cut,
 * because their pairs say little and grow with the square.
 */
function coPurchaseNeighbours(whole: number[][], size: number): RecommenderIndex['neighbours'] {
  const baskets = whole.map((basket) => basket.slice(0, LARGEST_BASKET));
  const basketsOf = invert(baskets, size);
  const lists: { item: number; similarity: number; together: number }[][] = [];
  const together = new Uint32Array(size);
  for (let item = 0; item < size; item++) {
    const touched: number[] = [];
    for (const row of basketsOf[item] ?? [])
      for (const other of baskets[row] ?? []) {
        if (other === item) continue;
        if (together[other] === 0) touched.push(other);
        together[other] = (together[other] ?? 0) + 1;
      }
    lists.push(nearest(item, touched, together, basketsOf));
    for (const other of touched) together[other] = 0;
  }
  const rows: Rows = toRows(lists.map((list) => list.map((entry) => entry.item)));
  const flat = lists.flat();
  return {
    ...rows,
    similarities: Float32Array.from(flat, (entry) => entry.similarity),
    together: Uint32Array.from(flat, (entry) => entry.together),
  };
}

function nearest(item: number, touched: number[], together: Uint32Array, basketsOf: number[][]) {
  const own = basketsOf[item]?.length ?? 0;
  return touched
    .map((other) => {
      const both = together[other] ?? 0;
      const cosine = both / Math.sqrt(own * (basketsOf[other]?.length ?? 1));
      return { item: other, similarity: (cosine * both) / (both + SHRINKAGE), together: both };
    })
    .sort((a, b) => b.similarity - a.similarity || a.item - b.item)
    .slice(0, NEIGHBOURS_PER_PRODUCT);
}

function rankBestSellers(baskets: Basket[], numbered: number[][], size: number, now: number): Uint32Array {
  const weights = new Float64Array(size);
  for (const [row, items] of numbered.entries()) {
    const ageDays = (now - (baskets[row]?.at ?? now)) / DAY_MS;
    const weight = 2 ** (-ageDays / BEST_SELLER_HALF_LIFE_DAYS);
    for (const item of items) weights[item] = (weights[item] ?? 0) + weight;
  }
  return Uint32Array.from(weights.keys())
    .filter((item) => (weights[item] ?? 0) > 0)
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
}
