import type { Query } from '../query';
import { rowOf, type Rows } from '../rows';
import { scratchBoard, type ScoreBoard } from '../score-board';
import type { Strategy } from './strategy';

/**
 * Session k-NN of the VMIS-kNN and VSTAN family (Kersbergen, Sprangers, Schelter: Serenade, SIGMOD 2022; Garg et al.: STAN, SIGIR 2019; Ludewig
 * et al., UMUAI 2021): the newest past sessions that share products with this one vote for theirs.
 */
export interface SessionKnn {
  /** Past sessions, newest first, each with its products in the order they were first met, without repeats. */
  sessions: Rows;
  /** Per product, the sessions it is in, newest first. */
  sessionsOf: Rows;
  /** Per session: its length to a power; ½ makes likeness the cosine. */
  shares: Float32Array;
  /** Per product: what its rarity (IDF) is worth where it is shared, and where it is voted for. */
  sharedWorth: Float32Array;
  votedWorth: Float32Array;
  settings: SessionKnnSettings;
}

export interface SessionKnnSettings {
  /** Newest sessions looked at per product of this session. */
  sampled: number;
  /** Nearest sessions that vote. */
  nearest: number;
  /** e^(−steps back ÷ n): how far back a product of this session still makes another session near. */
  likenessSteps: number;
  /** e^(−steps ÷ n): how far after, or before, the newest shared product a vote still counts. */
  stepsAfter: number;
  stepsBefore: number;
}

/** How far back a session's products still count. */
const LONGEST = 20;

export const sessionKnn: Strategy<SessionKnn> = {
  score(part, query, board) {
    const visit = visitOf(query);
    const near = nearestTo(part, visit);
    for (const row of near.best(part.settings.nearest)) addVotes(part, row, near.of(row), visit, board);
    near.clear();
  },
  explain(part, query, item) {
    const visit = visitOf(query);
    if (visit.has(item)) return { kind: 'seen-in-visit' };
    const near = nearestTo(part, visit);
    const rows = near.best(part.settings.nearest).filter((row) => rowOf(part.sessions, row).includes(item));
    const sources = rows.map((row) => rowOf(part.sessions, row)[placeOfNewest(rowOf(part.sessions, row), visit)] ?? 0);
    near.clear();
    return { kind: 'because-viewed', productId: mostFrequent(sources), sessions: rows.length };
  },
};

/** The products of the present session, each with its steps back from the newest. */
type Visit = ReadonlyMap<number, number>;

/** What is in the cart was met, too, and last. */
function visitOf({ session, cart }: Query): Visit {
  const met = [...session, ...cart.filter((item) => !session.includes(item))];
  const visit = new Map<number, number>();
  const from = Math.max(0, met.length - LONGEST);
  for (let at = met.length - 1; at >= from; at--) {
    const item = met[at] ?? 0;
    if (!visit.has(item)) visit.set(item, met.length - 1 - at);
  }
  return visit;
}

function nearestTo(part: SessionKnn, visit: Visit): ScoreBoard {
  const near = scratchBoard(part, part.sessions.offsets.length - 1);
  const { sessionsOf, shares, settings } = part;
  for (const [item, stepsBack] of visit) {
    const weight = Math.exp(-stepsBack / settings.likenessSteps) * (part.sharedWorth[item] ?? 0);
    const from = sessionsOf.offsets[item] ?? 0;
    const end = Math.min(sessionsOf.offsets[item + 1] ?? 0, from + settings.sampled);
    for (let at = from; at < end; at++) {
      const row = sessionsOf.items[at] ?? 0;
      near.add(row, weight * (shares[row] ?? 0));
    }
  }
  return near;
}

/** A session's products vote by how near they stand, in its own order, to the newest product that both share. */
function addVotes(part: SessionKnn, row: number, likeness: number, visit: Visit, board: ScoreBoard): void {
  const items = rowOf(part.sessions, row);
  const shared = placeOfNewest(items, visit);
  const after = Math.exp(-1 / part.settings.stepsAfter);
  let weight = likeness;
  for (let at = shared; at < items.length; at++, weight *= after)
    board.add(items[at] ?? 0, weight * (part.votedWorth[items[at] ?? 0] ?? 0));
  const before = Math.exp(-1 / part.settings.stepsBefore);
  weight = likeness * before;
  for (let at = shared - 1; at >= 0; at--, weight *= before)
    board.add(items[at] ?? 0, weight * (part.votedWorth[items[at] ?? 0] ?? 0));
}

/** Where in a past session the product stands that was met last in this one. */
function placeOfNewest(items: Uint32Array, visit: Visit): number {
  let [place, fewest] = [0, Infinity];
  for (let at = 0; at < items.length; at++) {
    const steps = visit.get(items[at] ?? 0) ?? Infinity;
    if (steps <= fewest) [place, fewest] = [at, steps];
  }
  return place;
}

function mostFrequent(items: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
}
