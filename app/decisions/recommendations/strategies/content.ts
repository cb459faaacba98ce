import type { Query } from '../query';
import { rowOf, type WeightedRows } from '../rows';
import { scratchBoard, type ScoreBoard } from '../score-board';
import { boughtItems } from './bought-items';
import type { Strategy } from './strategy';

/** Products like those somebody chose by what is said of them: cosine of TF-IDF vectors over words of titles, types, vendors, tags, prices. */
export interface Content {
  /** Per product, its words by number; each product's weights are a vector of length 1. */
  words: WeightedRows;
  /** Per word, the products that have it. */
  productsOf: WeightedRows;
  halfLifeDays: number;
}

type Chosen = Iterable<readonly [item: number, weight: number]>;

export const likeCart = likeWhat((_part, { cart }) => cart.map((item) => [item, 1] as const));

/** The last three that were looked at; what was seen before says less of what is wanted now. */
export const likeVisit = likeWhat((_part, { session }) => session.slice(-3).map((item, at) => [item, at + 1] as const));

export const likeOrders = likeWhat(({ halfLifeDays }, { orders }) => boughtItems(orders, halfLifeDays));

function likeWhat(chosenBy: (part: Content, query: Query) => Chosen): Strategy<Content> {
  return {
    score: (part, query, board) => scoreLike(part, chosenBy(part, query), board),
    explain(part, query, item) {
      const likeness = [...chosenBy(part, query)]
        .filter(([source]) => source !== item)
        .map(([source, weight]) => ({ source, worth: weight * cosine(part.words, source, item) }));
      const [best] = likeness.sort((a, b) => b.worth - a.worth || a.source - b.source);
      return { kind: 'similar', productId: best?.source ?? item };
    },
  };
}

/** Weightiest words looked at, and products read along them; what comes after says little, and there is much of it ("quit": Moffat, Zobel, 1996). */
const MOST_WORDS = 100;
const MOST_READ = 5_000;

/** One vector of all that was chosen, then the products along its words, the weightiest first: work grows with the words, not with the pairs. */
function scoreLike({ words, productsOf }: Content, chosen: Chosen, board: ScoreBoard): void {
  const wanted = scratchBoard(productsOf, productsOf.offsets.length - 1);
  for (const [item, weight] of chosen) {
    const end = words.offsets[item + 1] ?? 0;
    for (let at = words.offsets[item] ?? 0; at < end; at++)
      wanted.add(words.items[at] ?? 0, weight * (words.weights[at] ?? 0));
  }
  let read = 0;
  for (const word of wanted.best(MOST_WORDS)) {
    if (read >= MOST_READ) break;
    const weight = wanted.of(word);
    const [from, end] = [productsOf.offsets[word] ?? 0, productsOf.offsets[word + 1] ?? 0];
    for (let at = from; at < end; at++) board.add(productsOf.items[at] ?? 0, weight * (productsOf.weights[at] ?? 0));
    read += end - from;
  }
  wanted.clear();
}

/** Products described most alike that stand in for one that sells too little. */
const STAND_INS = 10;

/** Those among the warm that are described most like a product, best first. */
export function describedLike(
  { words, productsOf }: Content,
  item: number,
  isWarm: (other: number) => boolean,
): number[] {
  const likeness = new Map<number, number>();
  const from = words.offsets[item] ?? 0;
  for (const [place, word] of rowOf(words, item).entries()) {
    const weight = words.weights[from + place] ?? 0;
    const end = productsOf.offsets[word + 1] ?? 0;
    for (let at = productsOf.offsets[word] ?? 0; at < end; at++) {
      const other = productsOf.items[at] ?? 0;
      if (!isWarm(other)) continue;
      likeness.set(other, (likeness.get(other) ?? 0) + weight * (productsOf.weights[at] ?? 0));
    }
  }
  return [...likeness]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, STAND_INS)
    .map(([other]) => other);
}

/** Above, two products are described by nearly the same words. */
const ALMOST = 0.9;

export const isAlike = ({ words }: Content, one: number, other: number): boolean => cosine(words, one, other) > ALMOST;

function cosine(words: WeightedRows, one: number, other: number): number {
  const weightOf = new Map<number, number>();
  const from = words.offsets[one] ?? 0;
  for (const [place, word] of rowOf(words, one).entries()) weightOf.set(word, words.weights[from + place] ?? 0);
  let sum = 0;
  const start = words.offsets[other] ?? 0;
  for (const [place, word] of rowOf(words, other).entries())
    sum += (weightOf.get(word) ?? 0) * (words.weights[start + place] ?? 0);
  return sum;
}
