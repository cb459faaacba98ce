import type { Mix } from '~/decisions/recommendations/model';
import { ScoreBoard } from '~/decisions/recommendations/score-board';
import { score, type Fitted } from '~/decisions/recommendations/strategies';
import { rankedWorth, type Ranked } from './metrics/ranking';
import type { Case } from './tasks';

/** Questions, and the strategies that answer them: fitted to what came before those questions. */
export interface Asking {
  cases: readonly Case[];
  strategies: Readonly<Record<string, Fitted>>;
}

export interface MixTerms {
  /** Those that may count. */
  among: readonly string[];
  aim: keyof Ranked;
  prior: Mix;
  /** Products, at the most of any asking. */
  size: number;
}

export interface ChosenMix {
  mix: Mix;
  /** Mean of the aim over the cases, by the mix, and by each strategy alone. */
  worth: number;
  singles: Record<string, number>;
  /** Those of the largest asking: what is asked again from another instant is mostly the same. */
  cases: number;
}

/** Weights tried for one strategy while those of the others stay. */
const WEIGHTS = [0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3];
const MOST_ROUNDS = 4;
/** A round that brings less is the last. */
const LEAST_GAIN = 0.0002;
/** A strategy that brings less is left out: it costs each answer, and differences as small come by chance. */
const LEAST_SHARE = 0.0005;
/** Products of one strategy's answer that can matter to the first twenty of a sum. */
const REMEMBERED = 200;

/**
 * The weights by which the strategies' sum answers the cases best, found one strategy at a time (coordinate ascent: Metzler, Croft, 2007), starting
 * from the better of the prior and the best strategy alone: so the mix is never below its best part, on these cases. What brings next to nothing is
 * left out in the end.
 */
export function chooseMix(askings: readonly Asking[], terms: MixTerms): ChosenMix {
  const { among, prior } = terms;
  const judge = createJudge(askings, terms);
  const single = (name: string): Mix => ({ [name]: 1 });
  const alone = (name: string): Judged => ({ mix: single(name), worth: judge.without(single(name), name).at(1) });
  const parts = among.map(alone);
  const start = { mix: prior, worth: judge.of(prior) };
  let best = parts.reduce((a, b) => (b.worth > a.worth ? b : a), start);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = best.worth;
    for (const name of among) best = bestWeight(best, name, judge);
    if (best.worth - before < LEAST_GAIN) break;
  }
  const singles = Object.fromEntries(among.map((name, at) => [name, parts[at]?.worth ?? 0]));
  const least = Math.max(...parts.map(({ worth }) => worth));
  const cases = Math.max(...askings.map((asking) => asking.cases.length));
  return { ...pruned(best, judge, least), singles, cases };
}

interface Judged {
  mix: Mix;
  worth: number;
}

function bestWeight(from: Judged, name: string, judge: Judge): Judged {
  const others = judge.without(from.mix, name);
  let best = from;
  for (const weight of WEIGHTS) {
    if (weight === (from.mix[name] ?? 0)) continue;
    const worth = others.at(weight);
    if (worth > best.worth + 1e-9) best = { mix: { ...from.mix, [name]: weight }, worth };
  }
  return best;
}

/** Without what brings next to nothing, the lightest first, as long as it stays as good as the best part. */
function pruned(from: Judged, judge: Judge, least: number): Judged {
  let best = from;
  const lightestFirst = Object.entries(from.mix).sort((a, b) => a[1] - b[1]);
  for (const [name] of lightestFirst) {
    const { [name]: _left, ...mix } = best.mix;
    if (Object.values(mix).every((weight) => weight === 0)) break;
    const worth = judge.without(best.mix, name).at(0);
    if (worth >= Math.max(least, best.worth - LEAST_SHARE)) best = { mix, worth };
  }
  return best;
}

/** What one strategy, or a sum of some, says to one case: products that may be shown with their scores. */
interface Answer {
  items: Uint32Array;
  scores: Float32Array;
}

interface Judge {
  of(mix: Mix): number;
  /** The worth of a mix with another weight for one strategy; what the others say is summed once. */
  without(mix: Mix, name: string): { at(weight: number): number };
}

/** Strategies answer each case once; mixes are sums of what they said. */
function createJudge(askings: readonly Asking[], { among, aim, prior, size }: MixTerms): Judge {
  const cases = askings.flatMap((asking) => asking.cases);
  const names = [...new Set([...among, ...Object.keys(prior)])];
  const board = new ScoreBoard(size);
  const answers = new Map(names.map((name) => [name, answersOf(askings, name, board)]));
  const addMix = (mix: Mix, row: number, except?: string) => {
    for (const [name, weight] of Object.entries(mix))
      if (weight > 0 && name !== except) addTo(board, answers.get(name)?.[row], weight);
  };
  const take = (row: number): number => {
    const { wanted, wantedCount } = cases[row] ?? { wanted: new Set(), wantedCount: 1 };
    const worth = rankedWorth(board.best(20), wanted, wantedCount)[aim];
    board.clear();
    return worth;
  };
  const mean = (fill: (row: number) => void): number => {
    let sum = 0;
    for (const row of cases.keys()) {
      fill(row);
      sum += take(row);
    }
    return sum / (cases.length || 1);
  };
  return {
    of: (mix) => mean((row) => addMix(mix, row)),
    without(mix, name) {
      const others = [...cases.keys()].map((row) => {
        addMix(mix, row, name);
        return remember(board);
      });
      return {
        at: (weight) =>
          mean((row) => {
            addTo(board, others[row], 1);
            if (weight > 0) addTo(board, answers.get(name)?.[row], weight);
          }),
      };
    },
  };
}

const answersOf = (askings: readonly Asking[], name: string, board: ScoreBoard): Answer[] =>
  askings.flatMap(({ cases, strategies }) => cases.map((each) => answerOf(strategies[name], each, board)));

function remember(board: ScoreBoard): Answer {
  const items = board.touched().slice();
  const scores = Float32Array.from(items, (item) => board.of(item));
  board.clear();
  return { items, scores };
}

/** A strategy's best products that may be shown, its highest score of all being 1. */
function answerOf(fitted: Fitted | undefined, { query, mayShow }: Case, board: ScoreBoard): Answer {
  if (!fitted) return { items: new Uint32Array(), scores: new Float32Array() };
  score(fitted, query, board);
  const highest = board.highest() || 1;
  const items = Uint32Array.from(board.best(REMEMBERED, mayShow));
  const scores = Float32Array.from(items, (item) => board.of(item) / highest);
  board.clear();
  return { items, scores };
}

function addTo(board: ScoreBoard, answer: Answer | undefined, weight: number): void {
  if (!answer) return;
  const { items, scores } = answer;
  for (let at = 0; at < items.length; at++) board.add(items[at] ?? 0, weight * (scores[at] ?? 0));
}
