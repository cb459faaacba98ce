import { decay, type Query } from '../query';
import { rowOf, type Rows } from '../rows';
import { scratchBoard, type ScoreBoard } from '../score-board';
import type { Strategy } from './strategy';

/**
 * Buyers whose purchases are like somebody's own: cosine over decayed purchases; the nearest vote for what they bought, their newest purchases
 * weighing most. Rows have no names: who it was is not kept.
 */
export interface UserKnn {
  /** Per buyer, their products. */
  buyers: Rows;
  /** Per entry of `buyers`: weight of the vote. */
  votes: Float32Array;
  /** Per product, its buyers, the newest purchases first, and the weight for likeness of each, a buyer's vector having length 1. */
  buyersOf: Rows;
  likenessOf: Float32Array;
  nearest: number;
  /** How the weight of somebody's own past orders falls with time. */
  halfLifeDays: number;
}

/** Newest buyers looked at for a product, and newest products looked at for a person. */
const MOST_BUYERS = 300;
const MOST_ITEMS = 100;

export const userKnn: Strategy<UserKnn> = {
  score(part, query, board) {
    for (const { buyer, likeness } of nearestBuyers(part, query)) addVotes(part, buyer, likeness, board);
  },
  explain(part, query, item) {
    const buyers = nearestBuyers(part, query).filter(({ buyer }) => rowOf(part.buyers, buyer).includes(item)).length;
    return { kind: 'buyers-alike', buyers };
  },
};

interface NearBuyer {
  buyer: number;
  likeness: number;
}

/** The neighbours of a question, found once for all strategies that stand on the same buyers and differ in their votes. */
const found = new WeakMap<Query, { likenessOf: Float32Array; near: NearBuyer[] }>();

function nearestBuyers(part: UserKnn, query: Query): NearBuyer[] {
  const known = found.get(query);
  if (known?.likenessOf === part.likenessOf) return known.near;
  const board = scratchBoard(part.likenessOf, part.buyers.offsets.length - 1);
  addLikeness(part, query, board);
  const near = board.best(part.nearest).map((buyer) => ({ buyer, likeness: board.of(buyer) }));
  board.clear();
  found.set(query, { likenessOf: part.likenessOf, near });
  return near;
}

function addLikeness(part: UserKnn, { orders }: Query, near: ScoreBoard): void {
  let looked = 0;
  for (const [item, weight] of profileOf(orders, part.halfLifeDays)) {
    if (looked++ === MOST_ITEMS) return;
    const from = part.buyersOf.offsets[item] ?? 0;
    const end = Math.min(part.buyersOf.offsets[item + 1] ?? 0, from + MOST_BUYERS);
    for (let at = from; at < end; at++) near.add(part.buyersOf.items[at] ?? 0, weight * (part.likenessOf[at] ?? 0));
  }
}

/** Each product somebody bought with the sum of its decayed purchases, the newest first. */
function profileOf(orders: Query['orders'], halfLifeDays: number): Map<number, number> {
  const profile = new Map<number, number>();
  for (const { daysAgo, items } of orders)
    for (const item of items) profile.set(item, (profile.get(item) ?? 0) + decay(daysAgo, halfLifeDays));
  return profile;
}

function addVotes({ buyers, votes }: UserKnn, buyer: number, likeness: number, board: ScoreBoard): void {
  const end = buyers.offsets[buyer + 1] ?? 0;
  for (let at = buyers.offsets[buyer] ?? 0; at < end; at++)
    board.add(buyers.items[at] ?? 0, likeness * (votes[at] ?? 0));
}
