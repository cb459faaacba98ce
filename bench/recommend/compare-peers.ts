import { readFileSync } from 'node:fs';
import { bootstrap, difference, type Interval } from '~/learning/recommendations/bootstrap';
import { HYBRID, measure, sharesOf, type Measured } from '~/learning/recommendations/evaluate-model';
import type { Ranked } from '~/learning/recommendations/metrics/ranking';
import { CONTEXT_TERMS } from '~/learning/recommendations/contexts';
import type { TaskResult } from './evaluate-split';
import { peerAnswer } from './peers';

/** The best single method that others measured on a task, as they gave it. */
export interface PeerFigure {
  method: string;
  value: number;
  /** The best combination of methods they measured. */
  combination: number | null;
}

/** By folder of the split and context. */
const figures = JSON.parse(readFileSync(new URL('./peer-figures.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, PeerFigure>
>;

export interface Comparison {
  metric: keyof Ranked;
  hybrid: Interval;
  bestSingle: PeerFigure | null;
  /** The same method built again here, with its value, so that cases can be compared in pairs. */
  rebuilt: { value: number; paired: Interval } | null;
  /** Whether the mix is above the best single peer with the lower bound of its interval. */
  isAbove: boolean | null;
  /** Whether it is not below the best combination by more than one standard error. */
  isLevelWithCombination: boolean | null;
}

export function comparePeers(split: string, result: TaskResult): Comparison {
  const { context, table } = result;
  const { aim } = CONTEXT_TERMS[context];
  const own = table[HYBRID];
  if (!own) throw new Error('the mix is always measured');
  const hybrid = bootstrap(own.perCase);
  const bestSingle = figures[split]?.[context] ?? null;
  const rebuilt = bestSingle ? rebuild(result, own) : null;
  const standardError = (hybrid.high - hybrid.low) / (2 * 1.96);
  return {
    ...{ metric: aim, hybrid, bestSingle, rebuilt },
    isAbove: bestSingle && (rebuilt ? rebuilt.paired.low > 0 : hybrid.low > bestSingle.value),
    isLevelWithCombination: bestSingle?.combination ? hybrid.mean >= bestSingle.combination - standardError : null,
  };
}

function rebuild({ context, cases, trained }: TaskResult, mix: Measured): Comparison['rebuilt'] {
  const { aim } = CONTEXT_TERMS[context];
  const { learned } = trained.numbered;
  const answer = peerAnswer(context, learned, trained.model);
  if (!answer) return null;
  const shares = sharesOf(learned.baskets, learned.size);
  const peer = measure(cases, answer, { size: learned.size, aim, shares });
  return { value: peer.means[aim], paired: bootstrap(difference(mix.perCase, peer.perCase)) };
}
