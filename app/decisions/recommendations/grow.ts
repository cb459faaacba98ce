import type { RecommenderModel } from './model';
import {
  rowCount,
  toRows,
  toWeightedRows,
  transposeWeighted,
  type Rows,
  type Weighted,
  type WeightedRows,
} from './rows';
import type { Bridge, Fitted } from './strategies';
import { describedLike, type Content } from './strategies/content';
import type { Popularity } from './strategies/popularity';
import { toVector } from './vocabulary';

/** A product that was added since a model was trained. */
export interface NewProduct {
  id: string;
  words: readonly string[];
}

/**
 * The same model with products that were added since it was trained, the newest first: they are known by what is said of them, stand beside those that
 * are described alike, and are the newest arrivals. All that was learnt is shared with the model it grew from.
 */
export function grow(model: RecommenderModel, news: readonly NewProduct[]): RecommenderModel {
  const known = new Set(model.ids);
  const added = news.filter(({ id }) => !known.has(id));
  if (added.length === 0) return model;
  const from = model.ids.length;
  const growing = { from, vectors: added.map(({ words }) => toVector(model.vocabulary, words)) };
  const growContent = once((part: Content) => contentWith(part, growing));
  const growBridge = bridgeGrower(model, growing, growContent);
  const grown = (fitted: Fitted): Fitted => {
    switch (fitted.kind) {
      case 'like-cart':
      case 'like-visit':
      case 'like-orders':
        return { ...fitted, part: growContent(fitted.part) };
      case 'bridge':
        return { ...fitted, part: growBridge(fitted.part) };
      case 'popularity':
        return { ...fitted, part: arrivalsWith(fitted.part, growing) };
      default:
        return fitted;
    }
  };
  return {
    ...model,
    ids: [...model.ids, ...added.map(({ id }) => id)],
    strategies: Object.fromEntries(Object.entries(model.strategies).map(([name, fitted]) => [name, grown(fitted)])),
  };
}

interface Growing {
  /** The number of the first new product. */
  from: number;
  vectors: readonly Weighted[][];
}

function contentWith({ words, productsOf, halfLifeDays }: Content, { from, vectors }: Growing): Content {
  const all = joined(words, toWeightedRows(vectors), from);
  return { words: all, productsOf: transposeWeighted(all, rowCount(productsOf)), halfLifeDays };
}

/** Rows of products beyond the last that had one are empty. */
function joined(rows: WeightedRows, more: WeightedRows, from: number): WeightedRows {
  const weights = new Float32Array(rows.weights.length + more.weights.length);
  weights.set(rows.weights);
  weights.set(more.weights, rows.weights.length);
  return { ...joinedRows(rows, more, from), weights };
}

function joinedRows(rows: Rows, more: Rows, from: number): Rows {
  const [count, entries] = [rowCount(rows), rows.items.length];
  const offsets = new Uint32Array(from + rowCount(more) + 1).fill(entries);
  offsets.set(rows.offsets.subarray(0, Math.min(count, from) + 1));
  for (let row = 0; row <= rowCount(more); row++) offsets[from + row] = entries + (more.offsets[row] ?? 0);
  const items = new Uint32Array(entries + more.items.length);
  items.set(rows.items);
  items.set(more.items, entries);
  return { offsets, items };
}

/** Nobody has bought them yet, so each needs stand-ins; those are looked for once for all bridges. */
function bridgeGrower(
  { strategies }: RecommenderModel,
  growing: Growing,
  growContent: (part: Content) => Content,
): (part: Bridge) => Bridge {
  const described = strategies['cart-alike'];
  const content = described?.kind === 'like-cart' ? growContent(described.part) : null;
  const standInsFor = once((cold: Uint32Array): number[][] => {
    const isCold = new Set(cold);
    const isWarm = (item: number) => item < growing.from && !isCold.has(item);
    return growing.vectors.map((_, nth) => (content ? describedLike(content, growing.from + nth, isWarm) : []));
  });
  return (part) => {
    const like = toRows(standInsFor(part.cold));
    const numbers = growing.vectors.map((_, nth) => growing.from + nth);
    return {
      ...part,
      cold: Uint32Array.from([...part.cold, ...numbers]),
      like: joinedRows(part.like, like, rowCount(part.like)),
      size: growing.from + growing.vectors.length,
    };
  };
}

function arrivalsWith(part: Popularity, { from, vectors }: Growing): Popularity {
  if (part.measure.kind !== 'new-arrival') return part;
  const ones = vectors.map(() => 1);
  return {
    ...part,
    items: Uint32Array.from([...vectors.map((_, nth) => from + nth), ...part.items]),
    weights: Float32Array.from([...ones, ...part.weights]),
    daysAgo: Uint16Array.from([...vectors.map(() => 0), ...part.daysAgo]),
  };
}

/** What several strategies share is grown once, and shared again. */
function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
