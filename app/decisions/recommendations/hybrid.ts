import type { Mix, RecommenderModel } from './model';
import type { Query } from './query';
import type { Reason } from './recommendation';
import { ScoreBoard } from './score-board';
import { explain, score } from './strategies';

/** Tells which products may be chosen, by number. */
export type MayShow = (item: number) => boolean;

/** A product that was chosen, and by which strategy above all. */
export interface Chosen {
  item: number;
  score: number;
  strategy: string;
}

/** Strategies of so little weight only fill up what the others leave empty, and are not asked otherwise. */
const FILLS_BELOW = 0.01;

/**
 * The sum of what the strategies of a mix say, each one's highest score counting as 1: their scores do not compare, and sums of them as they are
 * follow whichever has the largest numbers. The best come first, the lower number where two are equal.
 */
export function mixed(model: RecommenderModel, mix: Mix, query: Query, limit: number, mayShow?: MayShow): Chosen[] {
  const boards = boardsOf(model);
  try {
    const total = boards.next();
    const parts = askEach(model, mix, query, { boards, total, isAsked: (weight) => weight >= FILLS_BELOW });
    let best = total.best(limit, mayShow);
    if (best.length < limit) {
      parts.push(...askEach(model, mix, query, { boards, total, isAsked: (weight) => weight < FILLS_BELOW }));
      best = total.best(limit, mayShow);
    }
    return best.map((item) => ({ item, score: total.of(item), strategy: strongest(parts, item) }));
  } finally {
    boards.clear();
  }
}

/** What one strategy said, and by what its scores count in the sum. */
interface Part {
  name: string;
  board: ScoreBoard;
  factor: number;
}

interface Asking {
  boards: Boards;
  total: ScoreBoard;
  isAsked: (weight: number) => boolean;
}

function askEach({ strategies }: RecommenderModel, mix: Mix, query: Query, { boards, total, isAsked }: Asking): Part[] {
  const parts: Part[] = [];
  for (const [name, fitted] of Object.entries(strategies)) {
    const weight = mix[name] ?? 0;
    if (weight === 0 || !isAsked(weight)) continue;
    const board = boards.next();
    score(fitted, query, board);
    const highest = board.highest();
    if (highest === 0) continue;
    const factor = weight / highest;
    total.addAll(board, factor);
    parts.push({ name, board, factor });
  }
  return parts;
}

function strongest(parts: readonly Part[], item: number): string {
  const shareOf = ({ board, factor }: Part) => board.of(item) * factor;
  return parts.reduce((best, part) => (shareOf(part) > shareOf(best) ? part : best)).name;
}

/** Why: by the strategy that counted most. */
export function reasonFor(model: RecommenderModel, query: Query, { item, strategy }: Chosen): Reason<number> {
  const fitted = model.strategies[strategy];
  if (!fitted) throw new Error(`the model has no strategy ${strategy}`);
  return explain(fitted, query, item);
}

interface Boards {
  next(): ScoreBoard;
  clear(): void;
}

const kept = new Map<number, ScoreBoard[]>();
const MOST_SIZES = 8;

/** Boards of one size, shared by all models of that size: an answer takes as many as it needs, and gives all back clear. */
function boardsOf({ ids }: RecommenderModel): Boards {
  const size = ids.length;
  const boards = kept.get(size) ?? [];
  kept.delete(size);
  kept.set(size, boards);
  const [oldest] = kept.keys();
  if (kept.size > MOST_SIZES && oldest !== undefined) kept.delete(oldest);
  let taken = 0;
  return {
    next() {
      const board = boards[taken] ?? new ScoreBoard(size);
      boards[taken++] = board;
      return board;
    },
    clear() {
      for (const board of boards) board.clear();
    },
  };
}
